from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import make_upload
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.queries import history_of
from thuocdo.apps.foundation.evidence.actions import take_in
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.files.errors import FileRefusedError, FileTooLargeError

ClientOf = Callable[[User], Client]


def _file(
    name: str = "Báo cáo.pdf", content: bytes = b"%PDF-1.7 x", declared: str = "text/html"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=declared)


def test_a_file_is_kept_under_a_name_that_says_nothing(world: World) -> None:
    upload = take_in(file=_file(), unit=world.department, by=world.officer)
    assert "pdf" not in upload.file.name
    assert (upload.name, upload.media_type, upload.declared_type) == (
        "Báo cáo.pdf",
        "application/pdf",
        "text/html",
    )
    assert len(upload.sha256) == 64
    assert history_of(upload)[0].verb == "evidence.taken_in"


def test_a_refused_file_leaves_nothing_behind(world: World, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError):
        take_in(file=_file("a.exe", b"MZ"), unit=world.department, by=world.officer)
    assert not Upload.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_large_file_is_refused_before_it_is_read(world: World, settings: object) -> None:
    settings.UPLOAD_LIMIT_MB = 0  # type: ignore[attr-defined]
    file = _file()
    with pytest.raises(FileTooLargeError):
        take_in(file=file, unit=world.department, by=world.officer)
    assert file.tell() == 0


def test_a_file_is_handed_out_as_an_attachment_that_browsers_do_not_guess_at(
    world: World, client_of: ClientOf
) -> None:
    upload = make_upload(world.officer, world.department)
    answer = client_of(world.inside[Role.APPRAISER]).get(upload.get_absolute_url())
    assert b"".join(answer) == b"%PDF-1.7 x"  # type: ignore[arg-type]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert history_of(upload)[0].actor_name == "appraiser.hue"


@pytest.mark.parametrize("role", list(Role))
def test_nobody_outside_gets_a_file(world: World, client_of: ClientOf, role: Role) -> None:
    upload = make_upload(world.officer, world.department)
    assert client_of(world.outside[role]).get(upload.get_absolute_url()).status_code == 404
