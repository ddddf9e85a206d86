"""Who may do what to meetings (docs/rights.md)."""

from kehrat.groups.rules import can_see_members, is_coordinator, is_member, stands_in


def can_call_meeting(user, kehra):
    """The Kehrä's coordinators; Sukkula while none of them can be reached."""
    return is_coordinator(user, kehra) or stands_in(user, kehra)


def can_run_meeting(user, meeting):
    """Change or cancel a meeting, write its minutes."""
    return can_call_meeting(user, meeting.kehra)


def can_answer_meeting(user, meeting):
    """Anyone signed in to a public meeting; to another one members and Sukkula."""
    return user.is_authenticated and (meeting.public or can_see_members(user, meeting.kehra))


def can_answer_poll(user, poll):
    """Members of the Kehrä."""
    return is_member(user, poll.kehra)
