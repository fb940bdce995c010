from __future__ import annotations

from django.urls import path

from thuocdo.apps.foundation.evidence import views

app_name = "evidence"
urlpatterns = [path("files/<int:upload_id>/", views.download, name="download")]
