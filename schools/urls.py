from django.urls import path

from schools import views

urlpatterns = [
    path("staff/<int:person>/", views.school_staff, name="school-staff"),
    path("<uuid:pk>/card/", views.school_card, name="school-card"),
]
