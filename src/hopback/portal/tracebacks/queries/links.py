"""Which hop a mail link opens (A3.8)."""

from ..models import HopLink

WHOLE = (
    "hop__provider",
    "hop__draft",
    "hop__downstream__provider",
    "hop__traceback__candidate__incident",
    "hop__traceback__candidate__campaign",
    "hop__traceback__candidate__certification",
)


def link_with(digest: str) -> HopLink | None:
    """By the digest of its token: one read of a unique index, the token itself is nowhere."""
    return HopLink.objects.select_related(*WHOLE).filter(token_hash=digest).first()


def link_of(number: int, hop: str) -> HopLink | None:
    """The link a cookie names, where it is one to this hop."""
    return HopLink.objects.select_related(*WHOLE).filter(pk=number, hop__public_id=hop).first()
