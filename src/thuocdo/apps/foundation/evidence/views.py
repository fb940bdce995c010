from __future__ import annotations

from django.http import FileResponse, HttpResponse

from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.evidence.models import Upload


@guarded("upload", "view")
def download(request: MemberRequest, upload_id: int) -> HttpResponse:
    upload = get_permitted_or_404(Upload.objects.select_related("unit"), request.user, pk=upload_id)
    audit.record("evidence.downloaded", upload, by=request.user)
    response = FileResponse(
        upload.file.open("rb"), as_attachment=True, filename=upload.name, content_type=upload.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]  # a streaming response; the type of views names the common case
