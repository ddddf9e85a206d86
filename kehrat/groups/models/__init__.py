from kehrat.groups.models.kehra import Kehra
from kehrat.groups.models.membership import (
    REMIND_AFTER,
    Membership,
    begin_coordinating,
    end_coordinating,
)
from kehrat.groups.models.organisation import Organisation, SupportingOrganisation

__all__ = [
    "Kehra",
    "Membership",
    "Organisation",
    "REMIND_AFTER",
    "SupportingOrganisation",
    "begin_coordinating",
    "end_coordinating",
]
