"""Whether a grant stands: what is brought in, told and paid of it needs that."""

from kehityspolku.events.steps import WrongState


def refuse_closed(application):
    """WrongState unless it is granted and not closed, turned down or lapsed."""
    if application.state != application.State.GRANTED:
        raise WrongState(application)
