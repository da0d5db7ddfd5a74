from django.urls import path

from schools.views import card, closing, form, people, register, staff

urlpatterns = [
    path("", register.school_list, name="school-list"),
    path("export/", register.school_export, name="school-export"),
    path("new/", form.school_new, name="school-new"),
    path("place/", form.school_place, name="school-place"),
    path("staff/<int:person>/", staff.school_staff, name="school-staff"),
    path("<uuid:pk>/card/", card.school_card, name="school-card"),
    path("<uuid:pk>/edit/", form.school_edit, name="school-edit"),
    path("<uuid:pk>/withdraw/", closing.school_withdraw, name="school-withdraw"),
    path("<uuid:pk>/restore/", closing.school_restore, name="school-restore"),
    path("<uuid:pk>/people/", people.school_people, name="school-people"),
]
