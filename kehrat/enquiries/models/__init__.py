from kehrat.enquiries.models.enquiry import Enquiry
from kehrat.enquiries.models.reply import Reply

__all__ = ["Enquiry", "Reply"]
