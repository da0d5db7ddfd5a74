from django.urls import path

from playspaces import views

urlpatterns = [
    path("<uuid:pk>/card/", views.playspace_card, name="playspace-card"),
]
