"""Refusals told as pages: a step that came too late answers 409, bad bytes in a URL 400."""

from django.shortcuts import render

from kehityspolku.steps import WrongState


class Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, WrongState):
            context = {"why": exception, "back": request.META.get("HTTP_REFERER", "")}
            return render(request, "409.html", context, status=409)
        return None
