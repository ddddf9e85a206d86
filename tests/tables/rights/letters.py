"""Messages from outside in the rights tables: rows, records, addresses."""

from kehrat.models import Enquiry
from tests import make
from tests.tables.rights.roles import EVERYONE, SIGNED_IN, SUKKULA, row

COORDINATOR = ("coordinator",)
TABLE = {
    "kehrat.Enquiry": {
        "waiting": [],
        "delivered": [(COORDINATOR, "answer_enquiry close_enquiry")],
        "answered": [(COORDINATOR, "answer_enquiry close_enquiry")],
        "closed": [(COORDINATOR, "answer_enquiry")],
    }
}


def records(world):
    """A message to the Kehrä in each state, and one to Sukkula."""
    made = {state: make.enquiry(world.kehra, state) for state in Enquiry.CAME}
    made["waiting"] = Enquiry.objects.create(
        kehra=world.kehra, name="Ulla", email="ulla@elsewhere.example", text="Hei!"
    )
    world.to_sukkula = make.enquiry(None)
    return {"kehrat.Enquiry": made}


def arguments(world):
    made = world.records["kehrat.Enquiry"]
    return {
        "enquiry": {"pk": made["delivered"].pk},
        "to_sukkula": {"pk": world.to_sukkula.pk},
        "sent_enquiry": {"token": made["answered"].token},
        "new_enquiry": {"token": made["waiting"].token},
    }


PAGES = [  # of the table in tests/tables/rights/urls.py
    (EVERYONE, "kehrat:write kehra\nkehrat:write_sukkula\nkehrat:enquiry_sent"),
    (EVERYONE, "kehrat:enquiry_confirm new_enquiry\nkehrat:enquiry_thread sent_enquiry"),
    (row(others=404, anonymous=404), "kehrat:enquiry_thread new_enquiry"),
    (SIGNED_IN, "kehrat:enquiries"),
    (row("coordinator", others=404), "kehrat:enquiry enquiry"),
    (row(*SUKKULA, others=404), "kehrat:enquiry to_sukkula"),
    (row("coordinator", status=302, others=404), "POST kehrat:enquiry_close enquiry"),
]
