"""What a rule says of itself when it asks for a state too, so that a refusal can tell whether it is
the person that is refused, or anybody in this state."""


def _itself(record):
    return record


def by_state(who, of=_itself, told=""):
    """Above a rule that looks at a state too: `who` is the rule about the person alone.

    `of`: gives the record whose state it is. `told`: why it is refused, where the state's name
    does not say it. `kehityspolku.events.steps.check` reads them.
    """

    def decorate(rule):
        rule.who, rule.of, rule.told = who, of, told
        return rule

    return decorate
