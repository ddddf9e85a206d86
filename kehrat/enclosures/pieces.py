"""What pages of announcements and meetings show of their files."""

from kehrat.enclosures.models import MOST, Enclosure


def of(user, record, *, runs):
    """The files of an announcement or a meeting that the reader may open, appendices apart, and
    whether more can be added."""
    files = list(record.enclosures.all())
    seen = Enclosure.objects.visible_to(user).filter(pk__in=[file.pk for file in files])
    keys = set(seen.values_list("pk", flat=True)) if files else set()
    files = [file for file in files if file.pk in keys]
    return {
        "enclosures": [file for file in files if not file.of_minutes],
        "appendices": [file for file in files if file.of_minutes],
        "can_enclose": runs and len(files) < MOST,
    }
