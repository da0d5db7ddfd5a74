"""Play spaces: the register, and one of them with its care."""

from django.urls import path

from playspaces.views import card, care, edit, photos, state, swimming, table

urlpatterns = [
    path("", table.playspace_list, name="playspace-list"),
    path("export/", table.playspace_export, name="playspace-export"),
    path("new/", edit.playspace_new, name="playspace-new"),
    path("place/", edit.playspace_place, name="playspace-place"),
    path("withdrawn/", state.playspaces_withdrawn, name="playspaces-withdrawn"),
    path("<uuid:pk>/", card.playspace_page, name="playspace"),
    path("<uuid:pk>/card/", card.playspace_card, name="playspace-card"),
    path("<uuid:pk>/edit/", edit.playspace_edit, name="playspace-edit"),
    path("<uuid:pk>/close/", state.playspace_close, name="playspace-close"),
    path("<uuid:pk>/withdraw/", state.playspace_withdraw, name="playspace-withdraw"),
    path("<uuid:pk>/restore/", state.playspace_restore, name="playspace-restore"),
    path("<uuid:pk>/closures/new/", state.closure_new, name="closure-new"),
    path("<uuid:pk>/closures/<int:key>/edit/", state.closure_edit, name="closure-edit"),
    path("<uuid:pk>/inspections/new/", care.equipment_inspection_new, name="equipment-inspection-new"),
    path("<uuid:pk>/classes/new/", swimming.swimming_class_new, name="swimming-class-new"),
    path("<uuid:pk>/photos/new/", photos.playspace_photo_new, name="playspace-photo-new"),
    path(
        "inspections/<uuid:pk>/withdraw/",
        care.equipment_inspection_withdraw,
        name="equipment-inspection-withdraw",
    ),
    path("faults/<uuid:pk>/mended/", care.fault_mended, name="fault-mended"),
    path("faults/<uuid:pk>/withdraw/", care.fault_withdraw, name="fault-withdraw"),
    path("classes/<uuid:pk>/edit/", swimming.swimming_class_edit, name="swimming-class-edit"),
    path("classes/<uuid:pk>/withdraw/", care.swimming_class_withdraw, name="swimming-class-withdraw"),
    path("photos/<uuid:pk>/<str:size>.jpg", photos.playspace_photo, name="playspace-photo"),
    path("photos/<uuid:pk>/withdraw/", care.playspace_photo_withdraw, name="playspace-photo-withdraw"),
]
