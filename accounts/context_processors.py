"""What every page knows: whose commune it is about, and what the reader may do there."""

from django.http import HttpRequest

from accounts.workplace import workplace_of


def workplace(request: HttpRequest) -> dict[str, object]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"workplace": workplace_of(request)}
