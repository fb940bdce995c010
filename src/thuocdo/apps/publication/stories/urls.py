from __future__ import annotations

from django.urls import path

from thuocdo.apps.publication.stories import views

app_name = "stories"

urlpatterns = [
    path("stories/", views.stories, name="stories"),
    path("stories/<slug:index>/<str:unit>/<str:period>/", views.story, name="story"),
    path("paths/<slug:index>/<str:unit>/", views.path, name="path"),
]
