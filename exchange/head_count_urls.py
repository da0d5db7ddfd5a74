"""Head counts of children: the figures of a commune, and the files they come from."""

from django.urls import path

from exchange.views import head_count, head_count_file, head_count_mending, head_counts

urlpatterns = [
    path("", head_counts.head_counts, name="head-counts"),
    path("file/", head_counts.head_counts_file, name="head-counts-file"),
    path("empty/", head_counts.head_counts_empty, name="head-counts-empty"),
    path("new/", head_count_file.head_counts_new, name="head-counts-new"),
    path("files/<uuid:pk>/", head_count_mending.head_count_file, name="head-count-file"),
    path("files/<uuid:pk>/columns/", head_count_file.head_count_columns, name="head-count-columns"),
    path("files/<uuid:pk>/store/", head_count_mending.head_count_store, name="head-count-store"),
    path("files/<uuid:pk>/withdraw/", head_count_file.head_count_withdraw, name="head-count-withdraw"),
    path("villages/<int:pk>/<int:year>/", head_count.head_count_edit, name="head-count-edit"),
]
