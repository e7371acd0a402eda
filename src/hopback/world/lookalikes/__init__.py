"""A provider's customers as their calls show them: robocallers of several kinds, lookalikes, and ordinary ones.

Seeded: the same seed gives the same customers and calls. Numbers are E.164 as integers, times microseconds in UTC.
"""

from .customers import Customer, customers
from .traffic import Calls, calls

__all__ = ["Calls", "Customer", "calls", "customers"]
