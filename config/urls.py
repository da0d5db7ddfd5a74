"""The addresses of the product."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.gate import for_everybody
from accounts.views import invitation, lost
from config.openapi.views import openapi
from exchange import views as own_data
from exchange.views import candidates
from foundation.contract import TEXT, answers, one_of, reads, takes
from hazards.views import report

# Django's own view, with what it reads and takes.
codes = one_of(code for code, _ in settings.LANGUAGES)
language = answers(also=[204])(reads(next=TEXT)(takes(language=codes, next=TEXT)(set_language)))

handler400 = "config.limits.bad_request"

urlpatterns = [
    path("", include("maps.urls")),
    path("report/", report.report_new, name="report"),
    path("report/thanks/", report.report_thanks, name="report-thanks"),
    path("hazards/", include("hazards.urls")),
    path("play-spaces/", include("playspaces.urls")),
    path("plans/candidates/import/", candidates.candidates_import, name="candidates-import"),
    path("plans/", include("playspaces.plan_urls")),
    path("schools/", include("schools.urls")),
    path("head-counts/", include("exchange.head_count_urls")),
    path("deliveries/", include("deliveries.urls")),
    path("period-reports/", include("reports.urls")),
    path("notices/", include("notices.urls")),
    path("account/my-data/", own_data.my_data, name="my-data"),
    path("account/my-data/file/", own_data.my_data_file, name="my-data-file"),
    path("audit/", include("accounts.audit_urls")),
    path("person-data/", include("hazards.person_data_urls")),
    path("", include("accounts.urls")),
    path("language/", for_everybody(require_POST(language)), name="set_language"),
    path("openapi.json", openapi, name="openapi"),
    path("people/", include("accounts.people_urls")),
    path("invitation/<str:key>/<str:token>/", invitation.invitation, name="invitation"),
    path("password/lost/", lost.password_lost, name="password-lost"),
    path("manage/", admin.site.urls),
]
