"""Telling somebody no: a page for a person, a sentence where a part of a page or a script asked."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def refusal(request: HttpRequest, status: int, sentence: str, **headers: str) -> HttpResponse:
    """The page `STATUS.html` with the sentence on it; plain text for htmx, `error` in JSON for scripts.

    Names of headers stand with "_" for "-": `Retry_After="60"`.
    """
    response = _response(request, status, sentence)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def _response(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"error": sentence}, status=status)
    return render(request, f"{status}.html", {"sentence": sentence}, status=status)
