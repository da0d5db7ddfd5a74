from django.urls import path

from schools.views import (
    card,
    closing,
    form,
    people,
    register,
    report,
    school,
    self_check,
    self_checks,
    staff,
)

urlpatterns = [
    path("", register.school_list, name="school-list"),
    path("export/", register.school_export, name="school-export"),
    path("new/", form.school_new, name="school-new"),
    path("place/", form.school_place, name="school-place"),
    path("staff/<int:person>/", staff.school_staff, name="school-staff"),
    path("mine/", school.my_school, name="my-school"),
    path("<uuid:pk>/", school.school_page, name="school"),
    path("<uuid:pk>/read/", school.school_acknowledge, name="school-acknowledge"),
    path("<uuid:pk>/report/", report.school_report, name="school-report"),
    path("<uuid:pk>/card/", card.school_card, name="school-card"),
    path("<uuid:pk>/edit/", form.school_edit, name="school-edit"),
    path("<uuid:pk>/withdraw/", closing.school_withdraw, name="school-withdraw"),
    path("<uuid:pk>/restore/", closing.school_restore, name="school-restore"),
    path("<uuid:pk>/people/", people.school_people, name="school-people"),
    path("<uuid:pk>/self-checks/", self_check.school_checks, name="school-self-checks"),
    path("<uuid:pk>/self-checks/begin/", self_check.check_begin, name="self-check-begin"),
    path("self-checks/", self_checks.self_checks, name="self-checks"),
    path("self-checks/<uuid:pk>/", self_check.check, name="self-check"),
    path("self-checks/<uuid:pk>/part/<slug:part>/", self_check.check_part, name="self-check-part"),
    path("self-checks/<uuid:pk>/hand-in/", self_check.check_hand_in, name="self-check-hand-in"),
    path("self-checks/<uuid:pk>/take-back/", self_check.check_take_back, name="self-check-take-back"),
    path("self-checks/<uuid:pk>/done/<slug:question>/", self_check.check_promise, name="self-check-promise"),
]
