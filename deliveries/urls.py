"""What a person asked for: the list, how far each is, its file; cancel, ask again, remove."""

from django.urls import path

from deliveries import views

urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("<uuid:pk>/", views.delivery, name="delivery"),
    path("<uuid:pk>/file/", views.delivery_file, name="delivery-file"),
    path("<uuid:pk>/cancel/", views.delivery_cancel, name="delivery-cancel"),
    path("<uuid:pk>/again/", views.delivery_again, name="delivery-again"),
    path("<uuid:pk>/remove/", views.delivery_remove, name="delivery-remove"),
]
