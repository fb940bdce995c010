from __future__ import annotations

import pytest

from tests.factories import office_file
from thuocdo.apps.foundation.files.checks import MAXIMUM_MEMBERS, check_file
from thuocdo.apps.foundation.files.errors import (
    ContentMismatchError,
    DangerousArchiveError,
    FileKindRefusedError,
    FileTooLargeError,
)

LIMIT = 5 * 1024**2
WORKBOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", b"%PDF-1.7 x", "application/pdf"),
        ("Ảnh.PNG", b"\x89PNG\r\n\x1a\n...", "image/png"),
        ("số liệu.csv", "mã;giá trị\n".encode(), "text/csv"),
        ("u16.csv", "\ufeffmã".encode("utf-16"), "text/csv"),
    ],
)
def test_honest_files_come_in(name: str, content: bytes, media_type: str) -> None:
    assert check_file(name, content, limit=LIMIT).media_type == media_type


def test_a_workbook_is_known_by_its_parts() -> None:
    assert check_file("a.xlsx", office_file(WORKBOOK), limit=LIMIT).extension == ".xlsx"


@pytest.mark.parametrize("name", ["a.exe", "a.xlsm", "a.docm", "a.html", "a.svg", "a", "a.pdf.exe", "a.zip"])
def test_endings_off_the_list_are_refused(name: str) -> None:
    with pytest.raises(FileKindRefusedError):
        check_file(name, b"%PDF-1.7", limit=LIMIT)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.pdf", b""),
        ("a.csv", b"MZ\x90\x00\x03"),
        ("a.xlsx", b"%PDF-1.7"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", office_file({"[Content_Types].xml": b"", "word/document.xml": b""})),
        ("a.docx", office_file({"anything.txt": b""})),
    ],
)
def test_bytes_that_tell_another_story_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(ContentMismatchError):
        check_file(name, content, limit=LIMIT)


@pytest.mark.parametrize(
    "extra",
    [
        {"xl/vbaProject.bin": b"x"},
        {"xl/activeX/activeX1.bin": b"x"},
        {"xl/embeddings/run.exe": b"MZ"},
        {"xl/big.xml": b"0" * 20 * 1024**2},
        {f"xl/{n}.xml": b"" for n in range(MAXIMUM_MEMBERS)},
    ],
    ids=["macro", "activex", "program", "bomb", "many members"],
)
def test_dangerous_archives_are_refused(extra: dict[str, bytes]) -> None:
    with pytest.raises(DangerousArchiveError):
        check_file("a.xlsx", office_file({**WORKBOOK, **extra}), limit=LIMIT)


def test_a_large_file_is_refused_with_its_size() -> None:
    with pytest.raises(FileTooLargeError, match=r"6,0 MB.*5 MB"):
        check_file("a.pdf", b"%PDF-" + b"0" * 6 * 1024**2, limit=LIMIT)


def test_a_claimed_path_loses_its_folders() -> None:
    assert check_file("..\\..\\etc/../a.pdf", b"%PDF-1", limit=LIMIT).name == "a.pdf"
