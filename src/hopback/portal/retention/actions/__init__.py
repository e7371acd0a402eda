"""What people do about retention. Nobody reaches past these."""

from .erasing import approve_and_erase, erase, prove
from .holding import confirm_lifting, place_hold, propose_lifting

__all__ = ["approve_and_erase", "confirm_lifting", "erase", "place_hold", "propose_lifting", "prove"]
