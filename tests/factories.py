"""Short ways to rows that tests need but do not test."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from thuocdo.apps.foundation.accounts.actions.links import issue_link
from thuocdo.apps.foundation.accounts.models import OneTimeLink, User
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.notifications.models import Notice
from thuocdo.apps.foundation.org_units.models import OrgUnit


def make_upload(
    by: User, unit: OrgUnit, *, name: str = "minh-chung.pdf", content: bytes = b"%PDF-1.7 x"
) -> Upload:
    upload = Upload(
        name=name, sha256="0" * 64, size=len(content), media_type="application/pdf", uploaded_by=by, unit=unit
    )
    upload.file.save(name, ContentFile(content), save=False)
    upload.save()
    return upload


def make_job(
    by: User | None, unit: OrgUnit | None = None, *, kind: str = "tests.count", **fields: object
) -> Job:
    return Job.objects.create(kind=kind, started_by=by, unit=unit, **fields)


def make_notice(user: User, text: str = "Xong rồi") -> Notice:
    return Notice.objects.create(user=user, text_vi=text)


def make_link(person: User, purpose: OneTimeLink.Purpose = OneTimeLink.Purpose.INVITATION) -> str:
    return issue_link(person=person, purpose=purpose, by=None)


def expire(link: OneTimeLink) -> None:
    OneTimeLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def office_file(members: dict[str, bytes]) -> bytes:
    """A zip with these members, packed well."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
