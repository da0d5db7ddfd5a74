from django.urls import path

from schools import views

urlpatterns = [
    path("<uuid:pk>/card/", views.school_card, name="school-card"),
]
