"""Article 5: working with enforcement agencies. (A5.1-A5.3, A5.6, A5.7)"""

from .addresses import AddressWrong, ExceptionWrong, domain_of, exceptional, is_official, official
from .standing import Level, NotVerified, Verified, asked_again_at, bounced_out, may_receive, verified

__all__ = [
    "AddressWrong",
    "ExceptionWrong",
    "Level",
    "NotVerified",
    "Verified",
    "asked_again_at",
    "bounced_out",
    "domain_of",
    "exceptional",
    "is_official",
    "may_receive",
    "official",
    "verified",
]
