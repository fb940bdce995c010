"""The outside of a workbook file: what it really is, and whether it is safe to unpack.

Everything is judged by the directory of the archive before one byte is unpacked; while unpacking, the
announced sizes are kept to, so a directory that lies gains nothing.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets import file_messages as say
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.problems import Message

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_BROKEN = (  # what wrong bytes can lead to, in the packing, in the XML or in its numbers
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    ValueError,
)
WORKBOOK_PART = "xl/workbook.xml"


class RefusedFileError(Exception):
    """Ends the reading of one file with the message it carries."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


def is_package(content: bytes) -> bool:
    """Whether the first bytes are those of a zip archive, and so of a modern workbook."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def refuse_foreign_formats(content: bytes) -> None:
    """Old and locked workbooks, PDF files and web pages named like a workbook."""
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedFileError(say.password_protected() if locked else say.old_xls())
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        raise RefusedFileError(say.not_a_workbook(Text("tệp PDF", "a PDF file")))
    if start.startswith((b"<html", b"<!doctype", b"<table")):
        raise RefusedFileError(say.not_a_workbook(Text("trang web (HTML)", "a web page (HTML)")))
    if start.startswith(b"<?xml"):
        raise RefusedFileError(say.not_a_workbook(Text("tệp XML", "an XML file")))


def open_package(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its directory has passed every check."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RefusedFileError(say.damaged_workbook(_reason(error))) from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFileError(say.password_protected())
    _refuse_bombs(entries, limits)
    names = set(archive.namelist())
    if WORKBOOK_PART not in names:
        raise RefusedFileError(say.not_a_workbook(_kind_of_package(archive, names)))
    return archive


def _refuse_bombs(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.parts:
        raise RefusedFileError(
            say.too_large(Text("số phần trong tệp nén", "the number of packed parts"), f"{limits.parts}")
        )
    for entry in entries:
        ratio = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > limits.ratio_counts_from and ratio > limits.packed_ratio:
            raise RefusedFileError(say.zip_bomb(entry.filename, ratio))
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        megabytes = f"{limits.unpacked_bytes >> 20} MB"
        raise RefusedFileError(say.too_large(Text("dung lượng sau khi bung", "the unpacked size"), megabytes))


def _kind_of_package(archive: zipfile.ZipFile, names: set[str]) -> Text:
    if "xl/workbook.bin" in names:
        return Text("sổ làm việc nhị phân (.xlsb)", "a binary workbook (.xlsb)")
    if "word/document.xml" in names:
        return Text("tệp Word", "a Word document")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype").decode("ascii", "replace")
        if "opendocument.spreadsheet" in kind:
            return Text("bảng tính OpenDocument (.ods)", "an OpenDocument sheet (.ods)")
    return Text("tệp nén khác", "another kind of archive")


def parse_part(
    archive: zipfile.ZipFile,
    name: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream one XML part through the handlers; document types and entities are refused."""
    parser = expat.ParserCreate()
    parser.buffer_text, parser.buffer_size = True, _CHUNK
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        size = archive.getinfo(name).file_size
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                size -= len(chunk)
                if size < 0:
                    raise RefusedFileError(say.zip_bomb(name, 1000))
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except _BROKEN as error:
        raise RefusedFileError(say.damaged_workbook(f"{name}: {_reason(error)}")) from error


def _refuse_doctype(*_: object) -> None:
    raise RefusedFileError(say.forbidden_xml())


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
