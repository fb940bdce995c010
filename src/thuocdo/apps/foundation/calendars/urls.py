from __future__ import annotations

from django.urls import path

from thuocdo.apps.foundation.calendars.views import entries, pages, texts

app_name = "calendars"
urlpatterns = [
    path("calendar/", pages.calendar, name="calendar"),
    path("calendar/deadline/", pages.deadline, name="deadline"),
    path("calendar/history/", texts.history, name="history"),
    path("calendar/history/<int:revision_id>/", texts.revision, name="revision"),
    path("calendar/history/<int:revision_id>/restore/", texts.restore, name="restore"),
    path("calendar/texts/<str:file>/", texts.text, name="text"),
    path("calendar/texts/<str:file>/edit/", texts.edit_text, name="edit_text"),
    path("calendar/texts/<str:file>/take-shipped/", texts.take_shipped, name="take_shipped"),
    path("calendar/years/add/", texts.add_year, name="add_year"),
    path("calendar/days/<str:day>/", pages.day, name="day"),
    path("calendar/days/<str:day>/edit/", entries.edit, name="edit"),
    path("calendar/days/<str:day>/remove/", entries.remove, name="remove"),
    path("calendar/<int:year>/", pages.year, name="year"),
    path("calendar/<int:year>/days/add/", entries.add_day, name="add_day"),
    path("calendar/<int:year>/swaps/add/", entries.add_swap, name="add_swap"),
]
