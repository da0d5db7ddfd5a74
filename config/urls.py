"""The addresses of the product."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

urlpatterns = [
    path("", include("maps.urls")),
    path("hazards/", include("hazards.urls")),
    path("play-spaces/", include("playspaces.urls")),
    path("schools/", include("schools.urls")),
    path("notices/", include("notices.urls")),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", include("foundation.urls")),
    path("manage/", admin.site.urls),
]
