"""What a person was told: the list, opening one, marking as read, how to be told."""

from django.urls import path

from notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="notices-read"),
    path("settings/", views.settings_page, name="notice-settings"),
    path("<int:pk>/", views.open_notice, name="notice"),
    path("<int:pk>/read/", views.read_one, name="notice-read"),
]
