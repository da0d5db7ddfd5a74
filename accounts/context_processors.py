"""What every page knows: whose commune it is about, and what the reader may do there."""

from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.workplace import workplace_of


def workplace(request: HttpRequest) -> dict[str, object]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    # Whoever asks for a commune that is not theirs is refused by the view, where it matters: public
    # pages know other communes, and the page that says "not found" must not break down over it.
    with suppress(PermissionDenied):
        workplace_of(request)
    return {"workplace": workplace_of(request)}
