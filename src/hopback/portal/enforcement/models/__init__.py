"""What is kept of agencies, of what was referred to them, and of their list."""

from .agencies import AddressException, Agency, AgencyPerson
from .listserv import Post, Subscription
from .referrals import Referral, ReferredTo

__all__ = ["AddressException", "Agency", "AgencyPerson", "Post", "Referral", "ReferredTo", "Subscription"]
