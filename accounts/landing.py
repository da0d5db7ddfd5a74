"""The page on which somebody lands after logging in: by what they have come for."""

from django.conf import settings
from django.shortcuts import resolve_url

from accounts import access


def landing_page(user: access.Reader) -> str:
    """Address of the page of the first post in `LANDING_PAGES` that `user` holds, else of the first page."""
    posts = {grant.post for grant in access.grants(user)}
    page = next((page for post, page in settings.LANDING_PAGES.items() if post in posts), None)
    return resolve_url(page or settings.LOGIN_REDIRECT_URL)
