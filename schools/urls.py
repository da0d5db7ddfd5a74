from django.urls import path

from schools.views import card, staff

urlpatterns = [
    path("staff/<int:person>/", staff.school_staff, name="school-staff"),
    path("<uuid:pk>/card/", card.school_card, name="school-card"),
]
