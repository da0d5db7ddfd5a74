"""Overview, the map page, its layers and its search."""

from django.urls import path

from maps.views import layers, listing, map, overview, search, village, warnings

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("warnings/", warnings.warnings_page, name="warnings"),
    path("warnings.geojson", warnings.warnings_data, name="warnings-data"),
    path("map/", map.map_page, name="map"),
    path("map/layers/<slug:name>.geojson", layers.layer, name="map-layer"),
    path("map/list/", listing.site_list, name="map-list"),
    path("map/search/", search.search, name="map-search"),
    path("map/villages/<int:pk>/card/", village.village_card, name="village-card"),
]
