"""Plans for the next play spaces, and the places that they choose from."""

from django.urls import path

from playspaces.views import candidate_restore, candidates, plan_compare, plan_files, plan_record, plans

urlpatterns = [
    path("", plans.plan_list, name="plan-list"),
    path("new/", plans.plan_new, name="plan-new"),
    path("compare/", plan_compare.plan_compare, name="plan-compare"),
    path("withdrawn/", plan_record.plans_withdrawn, name="plans-withdrawn"),
    path("candidates/", candidates.candidate_list, name="candidate-list"),
    path("candidates/new/", candidates.candidate_new, name="candidate-new"),
    path("candidates/place/", candidates.candidate_place, name="candidate-place"),
    path("candidates/generate/", candidates.candidates_generate, name="candidates-generate"),
    path("candidates/<uuid:pk>/edit/", candidates.candidate_edit, name="candidate-edit"),
    path("candidates/<uuid:pk>/withdraw/", candidates.candidate_withdraw, name="candidate-withdraw"),
    path("candidates/withdrawn/", candidate_restore.candidates_withdrawn, name="candidates-withdrawn"),
    path("candidates/<uuid:pk>/restore/", candidate_restore.candidate_restore, name="candidate-restore"),
    path("<uuid:pk>/", plans.plan, name="plan"),
    path("<uuid:pk>/progress/", plans.plan_progress, name="plan-progress"),
    path("<uuid:pk>/again/", plans.plan_again, name="plan-again"),
    path("<uuid:pk>/cancel/", plans.plan_cancel, name="plan-cancel"),
    path("<uuid:pk>/rename/", plan_record.plan_rename, name="plan-rename"),
    path("<uuid:pk>/withdraw/", plan_record.plan_withdraw, name="plan-withdraw"),
    path("<uuid:pk>/restore/", plan_record.plan_restore, name="plan-restore"),
    path("<uuid:pk>/picks.csv", plan_files.plan_csv, name="plan-csv"),
    path("<uuid:pk>/picks.geojson", plan_files.plan_geojson, name="plan-geojson"),
]
