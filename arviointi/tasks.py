"""Tasks of surveys: each calls a verb."""

from celery import shared_task

from arviointi import sweep


@shared_task
def empty_ballot_box(pk):
    sweep.empty_box(pk)


@shared_task
def sweep_ballot_boxes():
    sweep.close_what_is_over()
    sweep.empty_boxes()
