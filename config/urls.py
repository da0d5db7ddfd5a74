"""The addresses of the product."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.gate import for_anyone_known, for_everybody
from config.openapi.views import openapi
from foundation.contract import TEXT, answers, one_of, reads, takes
from hazards.views import report

# Django's own views, with what they read and take.
log_in = auth.LoginView.as_view(redirect_authenticated_user=True)
log_in = for_everybody(reads(next=TEXT)(takes(AuthenticationForm, next=TEXT)(log_in)))
codes = one_of(code for code, _ in settings.LANGUAGES)
language = answers(also=[204])(reads(next=TEXT)(takes(language=codes, next=TEXT)(set_language)))

urlpatterns = [
    path("", include("maps.urls")),
    path("report/", report.report_new, name="report"),
    path("report/thanks/", report.report_thanks, name="report-thanks"),
    path("hazards/", include("hazards.urls")),
    path("play-spaces/", include("playspaces.urls")),
    path("schools/", include("schools.urls")),
    path("notices/", include("notices.urls")),
    path("audit/", include("accounts.audit_urls")),
    path("person-data/", include("hazards.person_data_urls")),
    path("login/", log_in, name="login"),
    path("logout/", for_anyone_known(require_POST(auth.LogoutView.as_view())), name="logout"),
    path("language/", for_everybody(require_POST(language)), name="set_language"),
    path("openapi.json", openapi, name="openapi"),
    path("manage/", admin.site.urls),
]
