"""The addresses of the product."""

from django.contrib.auth import views as auth
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("login/", auth.LoginView.as_view(), name="login"),
    path("overview/", lambda request: HttpResponse("TODO"), name="overview"),
]
