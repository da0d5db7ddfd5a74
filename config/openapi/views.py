from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from accounts.gate import for_anyone_known
from config.openapi.document import document
from foundation.contract import JSON, answers


@for_anyone_known
@require_safe
@answers(JSON, {"type": "object", "required": ["openapi", "info", "paths"]})
def openapi(request: HttpRequest) -> JsonResponse:
    """This document."""
    return JsonResponse(document())
