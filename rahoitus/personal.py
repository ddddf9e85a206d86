"""What one takes part in of funding, for "my data" (kehityspolku/accounts/my_data.py)."""

from kehityspolku.accounts.my_data import ALL

MINE = {
    "rahoitus.SourceOfficial.user": ALL,
    "rahoitus.Answer.by": ("application", "asked", "value", "at"),
    "rahoitus.Remark.settled_by": ("application", "reply", "settled_at"),
    "rahoitus.Amendment.by": ("application", "reason", "asked_at"),
    "rahoitus.GrantReport.sent_by": ("application", "kind", "starts_on", "ends_on", "state"),
    "rahoitus.OtherFunding.by": ("project", "told_at"),
    "rahoitus.AidDeclaration.by": ("organisation", "told_on"),
    "rahoitus.Signing.by": ("application", "at"),
    "rahoitus.Approval.by": ("application", "asked_at"),
    "rahoitus.FollowUp.by": ("project", "lives", "text"),
    "rahoitus.Milestone.owner": ("project", "title", "agreed_on", "due_on", "state", "done_on"),
    "rahoitus.VolunteerWork.worker": ("project", "what", "on", "hours", "state", "reason"),
    "rahoitus.Voucher.by": ("project", "day", "amount", "what", "state"),
    "rahoitus.GivenDocument.by": ("application", "name", "size", "at"),
    "rahoitus.Receipt.by": ("application", "name", "size", "at"),
    "rahoitus.Evidence.by": ("milestone", "name", "size", "at"),
    "rahoitus.VoucherFile.by": ("project", "name", "size", "at"),
}
