from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from thuocdo.apps.foundation.ui import views

app_name = "ui"

urlpatterns = [
    path("language/", login_not_required(set_language), name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("search/", views.search, name="search"),
]

if settings.DEBUG or getattr(settings, "SHOW_GALLERY", False):
    from thuocdo.apps.foundation.ui import gallery

    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/row/<slug:code>/", gallery.row, name="gallery_row"),
    ]
