"""What a call lacks before it can be public."""

from django.utils.translation import gettext as _


def of(call):
    """A sentence for each thing that is needed and not there; empty when it can be published."""
    if not call.about:
        yield _("Tell what the call funds.")
    if not call.applicants:
        yield _("Tell who may apply.")
    if not (call.source_links or call.service_url):
        yield _("Give a link to where the rules were read.")
    if not call.checked_on:
        yield _("Tell on which day the rules were checked with the funder.")
    if call.costs_from == "day" and not call.costs_from_on:
        yield _("Tell the day from which costs count.")
    for model in call.models():
        if not model.is_in_force(call.opens_on.year):
            yield _("The cost model “%(model)s” is not in force when the call opens.") % {
                "model": model
            }
    for question in call.questions.all():
        if not question.is_whole:
            told = (
                _("Write the question “%(question)s” and its choices, two at least.")
                if call.asked_in
                else _(
                    "Write the question “%(question)s” in Finnish, Swedish and English, "
                    "its choices too, as many in each."
                )
            )
            yield told % {"question": str(question) or question.get_kind_display()}
