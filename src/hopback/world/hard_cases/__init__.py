"""
Calls that are hard to find in a provider's records: each kind of mismatch that was met on real networks.

Every house is one provider's store with traffic around the calls in question, what it was asked before, and cases
that know the true records and the true upstream. See docs/carrier/search.md.
"""

from .building import KINDS, house, houses
from .calls import TrueCall
from .house import Asked, Case, House, Row, There

__all__ = ["KINDS", "Asked", "Case", "House", "Row", "There", "TrueCall", "house", "houses"]
