"""Plans for the next play spaces, and the places that they choose from."""

from django.urls import path

from playspaces.views import candidates, plan_compare, plan_files, plans

urlpatterns = [
    path("", plans.plan_list, name="plan-list"),
    path("new/", plans.plan_new, name="plan-new"),
    path("compare/", plan_compare.plan_compare, name="plan-compare"),
    path("candidates/", candidates.candidate_list, name="candidate-list"),
    path("candidates/new/", candidates.candidate_new, name="candidate-new"),
    path("candidates/place/", candidates.candidate_place, name="candidate-place"),
    path("candidates/generate/", candidates.candidates_generate, name="candidates-generate"),
    path("candidates/<uuid:pk>/edit/", candidates.candidate_edit, name="candidate-edit"),
    path("candidates/<uuid:pk>/withdraw/", candidates.candidate_withdraw, name="candidate-withdraw"),
    path("<uuid:pk>/", plans.plan, name="plan"),
    path("<uuid:pk>/progress/", plans.plan_progress, name="plan-progress"),
    path("<uuid:pk>/again/", plans.plan_again, name="plan-again"),
    path("<uuid:pk>/cancel/", plans.plan_cancel, name="plan-cancel"),
    path("<uuid:pk>/withdraw/", plans.plan_withdraw, name="plan-withdraw"),
    path("<uuid:pk>/picks.csv", plan_files.plan_csv, name="plan-csv"),
    path("<uuid:pk>/picks.geojson", plan_files.plan_geojson, name="plan-geojson"),
]
