"""The relay and the listener act for nobody. This room lies below accounts, so it brings its own word for that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    kind: str = "system"
    name: str = "Hopback"
    party: str = ""


SYSTEM = System()
