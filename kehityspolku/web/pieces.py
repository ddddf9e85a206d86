"""Pieces of pages: htmx alone is answered with one, anybody else with the whole page."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

TOLD_BY = ("HX-Request", "HX-History-Restore-Request")


def wanted(request):
    """Whether htmx asks for a piece; what it asks to restore a page from history is the page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def answer(request, page, piece, context, status=None):
    """Render the page or, where one is wanted, its piece: no cache takes the one for the other."""
    response = render(request, piece if wanted(request) else page, context, status=status)
    patch_vary_headers(response, TOLD_BY)
    return response
