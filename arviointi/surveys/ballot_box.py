"""The ballot box: sealed answers become responses in batches, in random order.

PostgreSQL can tell which rows were written together, so an answer is first sealed into a row of
its own; when at least five wait, or the survey closes, all of them move at once.
"""

import logging
import random
from functools import partial

from cryptography.fernet import InvalidToken
from django.db import transaction

from arviointi.results.counting import WORDS, WRITTEN
from arviointi.surveys.answers import Answer, OpenAnswer, Response
from arviointi.surveys.seal import seal, unseal
from kehityspolku import broker
from kehityspolku.events.steps import lock

BATCH = 5
log = logging.getLogger(__name__)
dice = random.SystemRandom()


def drop(survey, content):
    """Put an answer in, within a transaction; the worker is told once enough of them wait."""
    survey.ballots.create(sealed=seal(content))
    if survey.ballots.count() % BATCH == 0:
        transaction.on_commit(partial(broker.hand, "arviointi.tasks.empty_ballot_box", survey.pk))


@transaction.atomic
def empty(survey):
    """Move the sealed answers on when a batch of them waits; returns how many moved.

    The survey's row is locked: two workers take turns and the second finds the box empty.
    """
    lock(survey)
    return move(survey, BATCH) if survey.ballots.count() >= BATCH else 0


def move(survey, at_least=1):
    """Turn the sealed answers into responses and delete the ballots; returns how many moved.

    The survey must be locked. A ballot that no key opens stays, told in the log by its survey.
    """
    opened = dict(readable(survey))
    if len(opened) < at_least:
        return 0
    contents = list(opened.values())
    dice.shuffle(contents)
    store(survey, contents)
    survey.ballots.filter(pk__in=opened).delete()
    return len(contents)


def readable(survey):
    """The ballots that open, as (key, content)."""
    for ballot in survey.ballots.all():
        try:
            yield ballot.pk, unseal(ballot.sealed)
        except InvalidToken:
            log.error("Survey %s: a ballot is sealed with a key that is not ours", survey.pk)


def store(survey, contents):
    """Write responses, then all their choices and, apart from them, what was written, each in
    random order."""
    questions = {question.code: question for question in survey.questions.all()}
    rows = [
        (Response(survey=survey, role=content.get("role", "")), content["answers"])
        for content in contents
    ]
    if survey.is_link:  # of no use where nobody knows who answered; earlier forms asked for it
        for response, _answers in rows:
            response.role = ""
    given = [
        (response, questions[code], item, value)
        for response, values in rows
        for (code, item), value in ((split(key), value) for key, value in values.items())
        if code in questions and value
    ]
    dice.shuffle(given)
    Response.objects.bulk_create([response for response, _answers in rows])
    Answer.objects.bulk_create(
        Answer(response=response, question=question, item=item, choice=value)
        for response, question, item, value in given
        if not is_written(question, item)
    )
    OpenAnswer.objects.bulk_create(
        OpenAnswer(survey=survey, question=question, text=value)
        for _response, question, item, value in given
        if is_written(question, item)
    )


def split(key):
    """(question's code, which of its options or WORDS, 0 for the question itself) of a key."""
    code, _line, item = key.partition("_")
    return code, int(item) if item.isdigit() else item or 0


def is_written(question, item):
    """Words, which no key may lead to from the choices."""
    return question.kind in WRITTEN or item == WORDS
