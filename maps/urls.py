"""Overview, the map page, its layers and its search."""

from django.urls import path

from maps.views import (
    coverage,
    days,
    layers,
    leaders,
    leaders_city,
    listing,
    map,
    overview,
    search,
    to_take,
    village,
    warnings,
)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("warnings/", warnings.warnings_page, name="warnings"),
    path("warnings.geojson", warnings.warnings_data, name="warnings-data"),
    path("coverage/", coverage.coverage_page, name="coverage"),
    path("coverage/distances/<slug:by>/", coverage.coverage_distances, name="coverage-distances"),
    path("coverage/trend/", coverage.coverage_trend, name="coverage-trend"),
    path("coverage/table.csv", coverage.coverage_export, name="coverage-export"),
    path("maps/to-take/", to_take.maps_to_take, name="maps-to-take"),
    path("maps/to-take/remediation/", to_take.take_remediation, name="take-remediation"),
    path("maps/to-take/two-days/", to_take.take_two_days, name="take-two-days"),
    path("maps/to-take/coverage/", to_take.take_coverage, name="take-coverage"),
    path("maps/to-take/wall/", to_take.take_wall, name="take-wall"),
    path("maps/to-take/school/", to_take.take_school, name="take-school"),
    path("leaders/", leaders.leaders_page, name="leaders"),
    path("leaders/city/", leaders_city.leaders_city, name="leaders-city"),
    path("leaders/city/sites/", leaders_city.leaders_city_sites, name="leaders-city-sites"),
    path("leaders/city/<slug:name>/", leaders_city.leaders_city_part, name="leaders-city-part"),
    path("leaders/city/<slug:name>.csv", leaders_city.leaders_city_table, name="leaders-city-table"),
    path("leaders/<slug:name>.csv", leaders.leaders_table, name="leaders-table"),
    path("map/", map.map_page, name="map"),
    path("map/layers/<slug:name>.geojson", layers.layer, name="map-layer"),
    path("map/days/", days.map_days, name="map-days"),
    path("map/days/data/", days.map_days_data, name="map-days-data"),
    path("map/days/two/", days.two_days, name="map-two-days"),
    path("map/list/", listing.site_list, name="map-list"),
    path("map/search/", search.search, name="map-search"),
    path("map/villages/<int:pk>/card/", village.village_card, name="village-card"),
]
