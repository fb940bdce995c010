from __future__ import annotations

from django.urls import path

from thuocdo.apps.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/", views.job, name="job"),
    path("jobs/<int:job_id>/progress/", views.progress, name="progress"),
    path("jobs/<int:job_id>/cancel/", views.cancel, name="cancel"),
]
