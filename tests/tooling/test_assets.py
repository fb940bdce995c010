from __future__ import annotations

import gettext
import struct
from pathlib import Path

import pytest

import build_assets

ROOT = Path(__file__).resolve().parents[2]
PART = 'msgid "Rank within %(peers)s"\nmsgstr "Hạng trong %(peers)s"\n'


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    folder = tmp_path / "src/thuocdo/locale/vi/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "one.po-part").write_text(PART, encoding="utf-8")
    return folder


def vietnamese(folder: Path) -> gettext.GNUTranslations:
    with (folder / "django.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def test_parts_become_one_compiled_catalogue(tmp_path: Path, messages: Path) -> None:
    (messages / "two.po-part").write_text(
        'msgctxt "state"\nmsgid "Open"\nmsgstr "Đang mở"\n', encoding="utf-8"
    )
    build_assets.build_translations(tmp_path)
    compiled = vietnamese(messages)
    assert compiled.gettext("Rank within %(peers)s") == "Hạng trong %(peers)s"
    assert compiled.pgettext("state", "Open") == "Đang mở"


def test_plural_forms_need_one_vietnamese_text(tmp_path: Path, messages: Path) -> None:
    plural = 'msgid "%(n)s row"\nmsgid_plural "%(n)s rows"\nmsgstr[0] "%(n)s hàng"\n'
    (messages / "two.po-part").write_text(plural, encoding="utf-8")
    build_assets.build_translations(tmp_path)
    assert vietnamese(messages).ngettext("%(n)s row", "%(n)s rows", 5) == "%(n)s hàng"


def test_unchanged_parts_are_not_compiled_again(tmp_path: Path, messages: Path) -> None:
    build_assets.build_translations(tmp_path)
    before = (messages / "django.mo").stat().st_mtime_ns
    assert "up to date" in build_assets.build_translations(tmp_path)
    assert (messages / "django.mo").stat().st_mtime_ns == before


def test_a_changed_part_is_compiled_again(tmp_path: Path, messages: Path) -> None:
    build_assets.build_translations(tmp_path)
    (messages / "one.po-part").write_text(PART.replace("Hạng", "Thứ hạng"), encoding="utf-8")
    build_assets.build_translations(tmp_path)
    assert vietnamese(messages).gettext("Rank within %(peers)s") == "Thứ hạng trong %(peers)s"


@pytest.mark.parametrize(
    "comment", [b"//# sourceMappingURL=a.js.map\n", b"/*# sourceMappingURL=a.css.map */"]
)
def test_references_to_source_maps_are_taken_out(tmp_path: Path, comment: bytes) -> None:
    source = tmp_path / "a.min.js"
    source.write_bytes(b"code();\n" + comment)
    build_assets._copy_file(source, tmp_path / "out.js")
    assert (tmp_path / "out.js").read_bytes() == b"code();\n"


def test_a_file_gone_from_its_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(build_assets.AssetError, match=r"gone\.css"):
        build_assets._copy_file(tmp_path / "gone.css", tmp_path / "out.css")


def test_a_failed_build_keeps_the_old_files(tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "old.css").touch()
    with pytest.raises(build_assets.AssetError):
        build_assets._replace_vendor_folder(tmp_path / "nothing", vendor)
    assert (vendor / "old.css").exists()


def test_every_listed_file_is_there() -> None:
    vendor = ROOT / "src/thuocdo/assets/vendor"
    assert [target for _, target in build_assets.VENDOR_FILES if not (vendor / target).is_file()] == []


@pytest.mark.parametrize("family", ["Arimo", "Tinos"])
@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_fonts_for_documents_have_every_vietnamese_letter(family: str, style: str) -> None:
    font = (ROOT / f"src/thuocdo/assets/vendor/fonts/{family}-{style}.ttf").read_bytes()
    assert {letter for letter in vietnamese_letters() if not has_glyph(font, ord(letter))} == set()
    assert not has_glyph(font, ord("中"))


def has_glyph(font: bytes, code: int) -> bool:
    """Whether the font's character map, in its format of segments, leads from the letter to a glyph."""
    segments = segment_table(font)
    count = struct.unpack_from(">H", font, segments + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, segments + 14)
    starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, segments + 16 + 2 * count * part) for part in (1, 2, 3)
    )
    place = next(index for index, end in enumerate(ends) if end >= code)
    if starts[place] > code:
        return False
    if offsets[place] == 0:
        return (code + deltas[place]) % 65536 != 0
    where = segments + 16 + 6 * count + 2 * place + offsets[place] + 2 * (code - starts[place])
    return bool(struct.unpack_from(">H", font, where)[0])


def segment_table(font: bytes) -> int:
    """Where the character map of format 4 begins."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, cmap + 2)[0]
    starts = (cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)[2] for index in range(subtables))
    return next(start for start in starts if struct.unpack_from(">H", font, start)[0] == 4)


def vietnamese_letters() -> str:
    vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    return vowels + vowels.upper()
