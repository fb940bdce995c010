from __future__ import annotations

from django.urls import path

from thuocdo.apps.foundation.accounts.views import audit_log, importing, links, people

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add"),
    path("people/import/", importing.upload, name="import"),
    path("people/import/template/", importing.template, name="import_template"),
    path("people/import/confirm/", importing.confirm, name="import_confirm"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/edit/", people.edit, name="edit"),
    path("people/<int:person_id>/roles/", people.grant_role, name="grant_role"),
    path("people/<int:person_id>/roles/<int:assignment_id>/end/", people.end_role, name="end_role"),
    path("people/<int:person_id>/link/", people.issue_link, name="issue_link"),
    path("people/<int:person_id>/close/", people.close, name="close"),
    path("people/<int:person_id>/reopen/", people.reopen, name="reopen"),
    path(
        "people/<int:person_id>/second-factors/", people.remove_second_factors, name="remove_second_factors"
    ),
    path("audit/", audit_log.audit_log, name="audit_log"),
    path("enter/<str:token>/", links.link, name="link"),
]
