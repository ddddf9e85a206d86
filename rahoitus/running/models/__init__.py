from rahoitus.running.models.follow_up import FollowUp
from rahoitus.running.models.milestone import Evidence, Milestone
from rahoitus.running.models.payment import Payment
from rahoitus.running.models.report import GrantReport
from rahoitus.running.models.volunteer import VolunteerWork
from rahoitus.running.models.voucher import Voucher, VoucherFile

__all__ = [
    "Evidence",
    "FollowUp",
    "GrantReport",
    "Milestone",
    "Payment",
    "VolunteerWork",
    "Voucher",
    "VoucherFile",
]
