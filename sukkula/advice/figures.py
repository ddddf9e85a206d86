"""How much advice was given, for the log's page and the service figures."""

from sukkula.advice.models import Advice


def table(counts):
    """[(theme, [(channel, number)], all)] of the themes there is something of, from `counts`."""
    found = []
    for theme in Advice.Theme:
        numbers = [
            (channel.label, counts.get((theme.value, channel.value), 0))
            for channel in Advice.Channel
        ]
        if all_ := sum(number for _channel, number in numbers):
            found.append((theme.label, numbers, all_))
    return found
