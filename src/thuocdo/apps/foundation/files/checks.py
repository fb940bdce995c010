"""Whether a file may come in. Names and declared types are claims; the bytes decide.

>>> check_file("a.pdf", b"%PDF-1.7 ...", limit=1024).media_type
'application/pdf'
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

from thuocdo.apps.foundation.files.errors import (
    ContentMismatchError,
    DangerousArchiveError,
    FileKindRefusedError,
    FileTooLargeError,
)
from thuocdo.domain.primitives.texts import Text

MAXIMUM_RATIO = 100
MAXIMUM_MEMBERS = 5_000
MAXIMUM_UNPACKED = 500 * 1024**2
SMALL_ENOUGH = 1024**2  # a tiny member may be packed well without being a bomb
PROGRAM_ENDINGS = (
    ".exe",
    ".dll",
    ".bat",
    ".cmd",
    ".com",
    ".js",
    ".vbs",
    ".ps1",
    ".scr",
    ".jar",
    ".msi",
    ".sh",
)
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class FileKind:
    """An ending with its type, and a test of the bytes."""

    media_type: str
    fits: Callable[[bytes], bool]
    office_part: str = ""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may come in."""

    name: str
    extension: str
    media_type: str
    size: int


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content[:65536] or content.startswith((b"\xff\xfe", b"\xfe\xff"))


_ZIP = _starts(b"PK\x03\x04")
KINDS: dict[str, FileKind] = {
    ".pdf": FileKind("application/pdf", _starts(b"%PDF-")),
    ".docx": FileKind(f"{OFFICE}.wordprocessingml.document", _ZIP, "word/"),
    ".xlsx": FileKind(f"{OFFICE}.spreadsheetml.sheet", _ZIP, "xl/"),
    ".pptx": FileKind(f"{OFFICE}.presentationml.presentation", _ZIP, "ppt/"),
    ".png": FileKind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    ".jpg": FileKind("image/jpeg", _starts(b"\xff\xd8\xff")),
    ".jpeg": FileKind("image/jpeg", _starts(b"\xff\xd8\xff")),
    ".csv": FileKind("text/csv", _is_text),
    ".txt": FileKind("text/plain", _is_text),
    ".json": FileKind("application/json", _is_text),
}


def check_file(
    name: str, content: bytes, *, limit: int, allowed: frozenset[str] | None = None
) -> CheckedFile:
    """The file's true kind; raises a FileRefusedError that says what to do when it may not come in."""
    # Only the last part of a claimed path counts, on any system.
    shown = PurePath(name.replace("\\", "/")).name.strip() or "?"
    if len(content) > limit:
        raise FileTooLargeError(shown, len(content), limit)
    extension = PurePath(shown).suffix.lower()
    endings = frozenset(KINDS) if allowed is None else allowed & frozenset(KINDS)
    if extension not in endings:
        raise FileKindRefusedError(shown, endings)
    kind = KINDS[extension]
    if not content or not kind.fits(content):
        raise ContentMismatchError(shown)
    if kind.office_part:
        _check_office_file(shown, content, kind.office_part)
    return CheckedFile(shown, extension, kind.media_type, len(content))


def read_checked(
    file: UploadedFile[bytes], *, limit: int, allowed: frozenset[str] | None = None
) -> tuple[CheckedFile, bytes]:
    """The kind and the bytes of an uploaded file; one that is too large is refused before a byte is read."""
    if (file.size or 0) > limit:
        raise FileTooLargeError(file.name or "?", file.size or 0, limit)
    content = file.read()
    return check_file(file.name or "", content, limit=limit, allowed=allowed), content


def _check_office_file(name: str, content: bytes, part: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ContentMismatchError(name) from error
    names = [member.filename.lower() for member in members]
    if "[content_types].xml" not in names or not any(member.startswith(part) for member in names):
        raise ContentMismatchError(name)
    if reason := _danger(members, names):
        raise DangerousArchiveError(name, reason)


def _danger(members: list[zipfile.ZipInfo], names: list[str]) -> Text | None:
    if any(name.endswith("vbaproject.bin") or "/activex/" in name for name in names):
        return Text("tệp có macro hoặc ActiveX", "it contains macros or ActiveX")
    if any(name.endswith(PROGRAM_ENDINGS) for name in names):
        return Text("tệp chứa chương trình", "it contains a program")
    unpacked = sum(member.file_size for member in members)
    steep = any(
        member.file_size > SMALL_ENOUGH and member.file_size > MAXIMUM_RATIO * max(1, member.compress_size)
        for member in members
    )
    if len(members) > MAXIMUM_MEMBERS or unpacked > MAXIMUM_UNPACKED or steep:
        return Text("tệp nén phình ra quá lớn khi mở", "it grows far too large when unpacked")
    return None
