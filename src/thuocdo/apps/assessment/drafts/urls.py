from __future__ import annotations

from django.urls import path

from thuocdo.apps.assessment.drafts import views

app_name = "drafts"

urlpatterns = [
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/mine/", views.mine, name="mine"),
    path("drafts/new/", views.new, name="new"),
    path("drafts/new/<int:upload_id>/", views.paper, name="paper"),
    path("drafts/<int:pk>/", views.draft, name="draft"),
    path("drafts/<int:pk>/rows/<str:code>/", views.row, name="row"),
    path("drafts/<int:pk>/rows/<str:code>/confirm/", views.confirm, name="confirm"),
    path("drafts/<int:pk>/confirm/", views.confirm_many, name="confirm_many"),
    path("drafts/<int:pk>/head/", views.head, name="head"),
    path("drafts/<int:pk>/checks/", views.checks, name="checks"),
    path("drafts/<int:pk>/preview/", views.preview, name="preview"),
    path("drafts/<int:pk>/changes/", views.changes, name="changes"),
    path("drafts/<int:pk>/readings/", views.readings, name="readings"),
    path("drafts/<int:pk>/history/", views.history, name="history"),
    path("drafts/<int:pk>/history/<int:number>/restore/", views.restore, name="restore"),
    path("drafts/<int:pk>/text/", views.text, name="text"),
    path("drafts/<int:pk>/text/edit/", views.edit_text, name="edit_text"),
    path("drafts/<int:pk>/sign/", views.sign, name="sign"),
    path("drafts/<int:pk>/drop/", views.drop, name="drop"),
]
