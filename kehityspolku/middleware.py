"""A step that came too late is told as a page, 409, with what the person had written."""

from django.shortcuts import render

from kehityspolku.steps import WrongState


class Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, WrongState):
            context = {"told": exception, "typed": typed(request)}
            return render(request, "409.html", context, status=409)
        return None


def typed(request):
    """What the person wrote into the refused form, to be shown and copied: nothing is lost."""
    fields = (request.POST or {}).items()
    return [value for name, value in fields if name != "csrfmiddlewaretoken" and " " in value]
