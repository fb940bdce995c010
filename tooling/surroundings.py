"""The machine as found: Python, certificates, pip's own settings, and the environment for children."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

DEBIAN_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
OLDEST, NEWEST = (3, 11), (3, 14)


def child_environment(pip: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for tools: certificates and package index where uv, npm and Python look for them."""
    pip = pip or {}
    environment = dict(os.environ)
    environment.pop("PYTHONHOME", None)
    environment.pop("VIRTUAL_ENV", None)
    environment.update(PYTHONUTF8="1", UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1")
    certificates = pip.get("cert") or (str(DEBIAN_CERTIFICATES) if DEBIAN_CERTIFICATES.is_file() else "")
    if certificates:
        # Neither uv nor node reads pip's setting or Debian's bundle by itself.
        environment.setdefault("SSL_CERT_FILE", certificates)
        environment.setdefault("NODE_EXTRA_CA_CERTS", certificates)
    for setting, variable in UV_VARIABLES.items():
        if pip.get(setting):
            environment.setdefault(variable, pip[setting])
    if pip.get("no-index") in {"1", "true", "True"}:
        environment.setdefault("UV_NO_INDEX", "1")
        environment.setdefault("UV_FIND_LINKS", ",".join(pip.get("find-links", "").split()))
    return environment


# pip's setting → the variable with which uv reads the same. An extra index is left out on purpose: uv would
# prefer it to the main one, and the pinned hashes may be missing there. The pip fallback obeys it.
UV_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "proxy": "HTTPS_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


def pip_settings() -> dict[str, str]:
    """What pip was told in its files and in the environment; the environment wins."""
    if not has_pip():
        return {}
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found: dict[str, str] = {}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, setting = name.rpartition(".")
        if section in {"global", "install", ":env:"} and (section == ":env:" or setting not in found):
            found[setting] = value.strip().strip("'\"").replace("\\n", " ").strip()
    return found


def has_pip() -> bool:
    """Whether this Python can run `-m pip`."""
    return importlib.util.find_spec("pip") is not None


def reexecute_with_supported_python() -> None:
    """Go on under a Python we support, if this one is not; else say which one to install."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - the same program under another Python
    sys.exit(
        f"Thước Đo needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}; this is {sys.version.split()[0]}. "
        "Install one (on Debian 12: apt-get install python3) and run the same command again."
    )
