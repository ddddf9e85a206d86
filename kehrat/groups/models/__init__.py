from kehrat.groups.models.kehra import Kehra
from kehrat.groups.models.membership import (
    REMIND_AFTER,
    Membership,
    begin_coordinating,
    end_coordinating,
)
from kehrat.groups.models.organisation import Organisation, SupportingOrganisation
from kehrat.groups.models.stint import Stint

__all__ = [
    "Kehra",
    "Membership",
    "Organisation",
    "REMIND_AFTER",
    "Stint",
    "SupportingOrganisation",
    "begin_coordinating",
    "end_coordinating",
]
