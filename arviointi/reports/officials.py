"""The city's officials by the area that they answer for, as a report's key."""

from kehrat.models import OfficialArea


def by_area():
    """{area's key: {language: [officials]}} of those who answer for an area now."""
    found = {}
    for row in OfficialArea.objects.current().filter(user__is_active=True).select_related("user"):
        found.setdefault(key_of(row), {}).setdefault(row.user.language, []).append(row.user)
    return found


def of_area(key):
    """{language: [officials]} of those who answer for exactly this area."""
    return by_area().get(key, {})


def key_of(row):
    """The key of the area of an official's row."""
    if row.district_id:
        return f"district:{row.district_id}"
    return f"major:{row.major_id}" if row.major_id else "city"
