"""What has happened to a milestone, report or payment, with the words that people gave for it."""

from django.contrib.contenttypes.models import ContentType

from kehityspolku.models import Event


def history(record):
    """Its events, newest first, ready for parts/history.html: one question."""
    kind = ContentType.objects.get_for_model(record)
    found = list(Event.objects.filter(target_type=kind, target_id=record.pk).order_by("-at", "-pk"))
    for event in found:
        event.target, event.about = record, record.project
    return found


def to_change(report, events):
    """Of a report's events its last return, while it stands; None else."""
    if report.state != report.State.RETURNED:
        return None
    return next((event for event in events if event.verb == "return_report"), None)


def with_reasons(payments):
    """The payments, each with `why`: the words with which it was taken back."""
    whys, gone = {}, [p for p in payments if p.state == p.State.CANCELLED]
    if gone:
        kind = ContentType.objects.get_for_model(gone[0])
        told = Event.objects.filter(target_type=kind, target_id__in=[p.pk for p in gone])
        told = told.filter(verb="cancel_payment")
        whys = dict(told.values_list("target_id", "facts__reason"))
    for payment in payments:
        payment.why = whys.get(payment.pk, "")
    return payments
