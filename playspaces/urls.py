"""Play spaces: the register, and one of them with its care."""

from django.urls import path

from playspaces.views import card

urlpatterns = [
    path("<uuid:pk>/card/", card.playspace_card, name="playspace-card"),
]
