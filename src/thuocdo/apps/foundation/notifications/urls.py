from __future__ import annotations

from django.urls import path

from thuocdo.apps.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read_all"),
]
