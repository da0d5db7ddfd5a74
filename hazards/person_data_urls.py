"""What is stored about an owner, a household or a reporter."""

from django.urls import path

from hazards.views import person_data

urlpatterns = [
    path("", person_data.person_data, name="person-data"),
    path("export/", person_data.person_data_export, name="person-data-export"),
    path("erase/", person_data.person_data_erase, name="person-data-erase"),
]
