from __future__ import annotations

from django.urls import path

from thuocdo.apps.foundation.org_units import views

app_name = "org_units"
urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/tree/", views.tree, name="tree"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("units/<str:code>/classes/add/", views.classify, name="classify"),
    path("units/<str:code>/classes/<int:pk>/end/", views.end_class, name="end_class"),
]
