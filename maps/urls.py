"""Overview, the map page, its layers and its search."""

from django.urls import path

from maps.views import overview

urlpatterns = [
    path("", overview.overview, name="overview"),
]
