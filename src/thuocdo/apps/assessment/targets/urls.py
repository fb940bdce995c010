from __future__ import annotations

from django.urls import path

from thuocdo.apps.assessment.targets import views

app_name = "targets"

urlpatterns = [
    path("targets/", views.targets, name="targets"),
    path("targets/set/", views.set_target, name="set_target"),
]
