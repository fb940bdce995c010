"""Taking files in."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.files.checks import read_checked
from thuocdo.apps.foundation.org_units.models import OrgUnit


@transaction.atomic
def take_in(
    *, file: UploadedFile[bytes], unit: OrgUnit, by: User, allowed: frozenset[str] | None = None
) -> Upload:
    """Check a file and keep it; raises a FileRefusedError when it may not come in."""
    limit = settings.UPLOAD_LIMIT_MB * 1024**2
    checked, content = read_checked(file, limit=limit, allowed=allowed)
    upload = Upload(
        name=checked.name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        size=checked.size,
        declared_type=(file.content_type or "")[:120],
        media_type=checked.media_type,
        uploaded_by=by,
        unit=unit,
    )
    upload.file.save(checked.name, ContentFile(content), save=False)
    # Rows roll back by themselves, files do not.
    try:
        upload.save()
        audit.record("evidence.taken_in", upload, by=by, after={"sha256": upload.sha256, "size": upload.size})
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload
