"""Article 1(3): the factors of conduct, the same for every provider, and what becomes of a finding on them. (A1.3)

`facts` what happened, `counting` how often of how many, `peers` beside whom, `sheet` all of it with its fingerprint,
`findings` whose turn it is until a finding stands or is lifted.
"""

from .counting import FACTORS, Counts, Factor, Share
from .facts import Facts, Notified, Request, Timing
from .findings import STATES, WHO_MOVES, State, may_be_confirmed, state_of
from .peers import Beside, Peers, Role
from .sheet import FORMAT, Sheet, fingerprint, sheet_of, sheets

__all__ = [
    "FACTORS",
    "FORMAT",
    "STATES",
    "WHO_MOVES",
    "Beside",
    "Counts",
    "Factor",
    "Facts",
    "Notified",
    "Peers",
    "Request",
    "Role",
    "Share",
    "Sheet",
    "State",
    "Timing",
    "fingerprint",
    "may_be_confirmed",
    "sheet_of",
    "sheets",
    "state_of",
]
