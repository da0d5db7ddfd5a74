"""Hazard sites: logging, the card, measures, inspections."""

from django.urls import path

from hazards.views import (
    closing,
    deadline,
    inspection,
    looks,
    measure,
    merging,
    mistake,
    photo,
    place,
    restoring,
    risk,
    site,
    whole_site,
)

urlpatterns = [
    path("new/", site.site_new, name="site-new"),
    path("place/", place.site_place, name="site-place"),
    path("risk/", risk.site_risk, name="site-risk"),
    path("deadline/", deadline.site_deadline, name="site-deadline"),
    path("<uuid:pk>/", whole_site.site_page, name="site"),
    path("<uuid:pk>/card/", whole_site.site_card, name="site-card"),
    path("<uuid:pk>/edit/", site.site_edit, name="site-edit"),
    path("<uuid:pk>/eliminate/", closing.site_eliminate, name="site-eliminate"),
    path("<uuid:pk>/withdraw/", closing.site_withdraw, name="site-withdraw"),
    path("withdrawn/", restoring.withdrawn, name="withdrawn"),
    path("<uuid:pk>/restore/", restoring.site_restore, name="site-restore"),
    path("measures/<uuid:pk>/restore/", restoring.measure_restore, name="measure-restore"),
    path("inspections/<uuid:pk>/restore/", restoring.inspection_restore, name="inspection-restore"),
    path("<uuid:pk>/merge/", merging.merge_choose, name="site-merge-choose"),
    path("<uuid:pk>/merge/<uuid:other>/", merging.merge, name="site-merge"),
    path("<uuid:pk>/measures/new/", measure.measure_new, name="measure-new"),
    path("measures/<uuid:pk>/edit/", measure.measure_edit, name="measure-edit"),
    path("measures/<uuid:pk>/record/", measure.measure_record, name="measure-record"),
    path("measures/<uuid:pk>/withdraw/", mistake.measure_withdraw, name="measure-withdraw"),
    path("inspections/<uuid:pk>/withdraw/", mistake.inspection_withdraw, name="inspection-withdraw"),
    path("<uuid:pk>/inspections/new/", inspection.inspection_new, name="inspection-new"),
    path("photos/", photo.photo_stage, name="photo-stage"),
    path("photos/<uuid:pk>/drop/", photo.photo_drop, name="photo-drop"),
    path("photos/<uuid:pk>/<str:size>.jpg", photo.photo_file, name="photo-file"),
    path("<uuid:pk>/inspections/place/", inspection.inspection_place, name="inspection-place"),
    path("inspections/", looks.inspections, name="inspections"),
    path("round/", looks.walk, name="round"),
]
