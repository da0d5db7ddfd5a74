"""What a person takes along of what is stored about them."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import for_anyone_known
from audit.log import Deed, record
from exchange import own_data
from foundation.contract import JSON, answers


@require_safe
@for_anyone_known
def my_data(request: HttpRequest) -> HttpResponse:
    user = request.user
    context = {
        "account": own_data.account(user),
        "posts": list(own_data.posts(user)),
        "sessions": list(own_data.sessions(user)),
        "devices": list(own_data.devices(user)),
        "saved_views": list(own_data.saved_views(user)),
        "counts": own_data.counts(user),
    }
    return render(request, "exchange/my_data.html", context)


@require_POST
@for_anyone_known
@answers(JSON)
def my_data_file(request: HttpRequest) -> StreamingHttpResponse:
    """All of it as a file; that it was taken is written down, and stands in the file."""
    record(Deed.EXPORTED, request=request, person=request.user, what="own_data")
    name = f"du-lieu-cua-toi-{timezone.localdate():%Y-%m-%d}.json"
    return StreamingHttpResponse(
        own_data.as_json(request.user),
        content_type=JSON,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
