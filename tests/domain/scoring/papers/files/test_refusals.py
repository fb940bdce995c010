from __future__ import annotations

import io
import zipfile

import pytest

from tests.papers import workbook_paper
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.scoring.papers import files
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.files.refusals import _WHYS, refusal
from thuocdo.domain.scoring.sheets.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def locked() -> bytes:
    content = bytearray(archive(a=b"x"))
    content[6] |= 1  # the flag of an encrypted part
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\0\0", "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"II*\0....", "picture"),
        (b"{\\rtf1\\ansi", "old-office"),
        (_OLE + b"WordDocument", "old-office"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>1", "web-page"),
        (b"<?xml version='1.0'?><x/>", "web-page"),
        (b"PK\x03\x04 not a zip at all", "damaged"),
        (archive(content__xml=b"<x/>", mimetype=b"application/vnd.oasis.opendocument.text"), "other-archive"),
        (archive(a=b"x"), "other-archive"),
        (archive(word__document_xml=b"x"), "other-archive"),
        (locked(), "password"),
        (archive(a=b"0" * 8_000_000), "bomb"),
        (workbook_paper([["a", "b"]])[:-200], "damaged"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(PaperRefusedError) as caught:
        read_paper(content, "phu-luc.docx")
    assert caught.value.reason == reason
    assert isinstance(caught.value, ThuocDoError)


def test_a_file_beyond_the_limit_is_refused_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PAPER_LIMITS", Limits(file_bytes=10))
    with pytest.raises(PaperRefusedError, match="quá lớn"):
        read_paper(b"x" * 11, "x.csv")


@pytest.mark.parametrize("reason", _WHYS)
def test_every_refusal_names_the_file_the_reason_and_the_next_step(reason: str) -> None:
    refused = refusal(reason, "phu-luc.docx")
    for language in ("vi", "en"):
        message = refused.message(language)
        assert message.startswith("phu-luc.docx: ")
        assert refused.why.pick(language) in message
        assert message.endswith(refused.fix.pick(language))
    assert refused.why.en
    assert refused.fix.en
