"""
A simulated telephone network that knows each call's true path.

Providers with routes, skewed clocks and odd number forms carry calls made from real traceback records,
and answer "who sent you this call?" honestly, late, wrongly, or not at all. See docs/world.md.
"""

from .answering import Kind, Reply
from .behaviours import ALL_HONEST, AS_FOUND, LIARS, Behaviour, Mix, Role, UnfitBehaviourError
from .calls import Call
from .campaigns import RealTraceback, Transcript, real_tracebacks, transcripts
from .network import Network
from .paths import Shape
from .providers import ContactDetails, Person, Provider
from .records import Record
from .routes import Route
from .search import Question

__all__ = [
    "ALL_HONEST",
    "AS_FOUND",
    "LIARS",
    "Behaviour",
    "Call",
    "ContactDetails",
    "Kind",
    "Mix",
    "Network",
    "Person",
    "Provider",
    "Question",
    "RealTraceback",
    "Record",
    "Reply",
    "Role",
    "Route",
    "Shape",
    "Transcript",
    "UnfitBehaviourError",
    "real_tracebacks",
    "transcripts",
]
