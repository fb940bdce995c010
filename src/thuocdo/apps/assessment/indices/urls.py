from __future__ import annotations

from django.urls import path

from thuocdo.apps.assessment.indices import views

app_name = "indices"

urlpatterns = [
    path("indices/", views.indices, name="indices"),
    path("indices/schema.json", views.schema, name="schema"),
    path("indices/<slug:code>/", views.index, name="index"),
    path("indices/<slug:code>/text/", views.text, name="text"),
    path("indices/<slug:code>/form/", views.form, name="form"),
    path("indices/<slug:code>/input-form/", views.choose_form, name="choose_form"),
    path("indices/<slug:code>/versions/", views.versions, name="versions"),
    path("indices/<slug:code>/diff/", views.diff, name="diff"),
    path("indices/<slug:code>/correct/", views.correct, name="correct"),
    path("indices/<slug:code>/why/", views.reasons_page, name="reasons"),
    path("indices/<slug:code>/<str:node>/", views.node, name="node"),
]
