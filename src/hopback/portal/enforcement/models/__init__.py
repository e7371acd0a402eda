"""What is kept of agencies, of what was referred to them, and of their list."""

from .agencies import AddressException, Agency, AgencyPerson

__all__ = ["AddressException", "Agency", "AgencyPerson"]
