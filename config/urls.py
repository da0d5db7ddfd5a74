"""The addresses of the product."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.i18n import set_language

from accounts.gate import for_anyone_known, for_everybody

urlpatterns = [
    path("", include("maps.urls")),
    path("hazards/", include("hazards.urls")),
    path("play-spaces/", include("playspaces.urls")),
    path("schools/", include("schools.urls")),
    path("notices/", include("notices.urls")),
    path("audit/", include("accounts.audit_urls")),
    path("login/", for_everybody(auth.LoginView.as_view(redirect_authenticated_user=True)), name="login"),
    path("logout/", for_anyone_known(auth.LogoutView.as_view()), name="logout"),
    path("language/", for_everybody(set_language), name="set_language"),
    path("manage/", admin.site.urls),
]
