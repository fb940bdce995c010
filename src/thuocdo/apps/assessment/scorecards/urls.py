from __future__ import annotations

from django.urls import path

from thuocdo.apps.assessment.scorecards import views

app_name = "scorecards"

urlpatterns = [
    path("", views.home, name="home"),
    path("scoreboards/", views.rounds, name="rounds"),
    path("scoreboards/<slug:code>/", views.scoreboard, name="scoreboard"),
    path("scoreboards/<slug:code>/score/", views.score, name="score"),
    path("scoreboards/<slug:code>/inputs/", views.input_forms, name="input_forms"),
    path("scoreboards/<slug:code>/inputs/<int:pk>/", views.input_form, name="input_form"),
    path("scoreboards/<slug:code>/inputs/<int:pk>/marked/", views.marked_form, name="marked_form"),
    path("rounds/open/", views.open_round, name="open_round"),
    path("rounds/peer-sets/", views.name_peer_set, name="name_peer_set"),
    path("rounds/<slug:code>/manage/", views.manage_round, name="round"),
    path("rounds/<slug:code>/peer-set/", views.change_peer_set, name="change_peer_set"),
    path("rounds/<slug:code>/text/", views.adopt_text, name="adopt_text"),
    path("rounds/<slug:code>/publish/", views.publish_round, name="publish_round"),
    path("scorecards/<slug:code>/<str:unit>/", views.scorecard, name="scorecard"),
    path("scorecards/<slug:code>/<str:unit>/why/<str:node>/", views.why, name="why"),
    path("scorecards/<slug:code>/<str:unit>/why/<str:node>/json/", views.why_json, name="why_json"),
    path("compare/", views.compare, name="compare"),
    path("published/", views.data_sets, name="data_sets"),
    path("published/load/", views.load_results, name="load_results"),
    path("published/load/confirm/", views.confirm_results, name="confirm_results"),
    path("published/<slug:code>/", views.data_set, name="data_set"),
]
