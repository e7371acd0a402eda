"""Who can sign in to the demonstration. Everybody can read these words; production never has these people."""

from typing import NamedTuple

PASSWORD = "trace it home"  # noqa: S105 - of the demonstration only
TOTP_SECRET = "HOPBACKDEMOHOPBACKDEMOHOPBACKDEM"  # noqa: S105 - 32 characters of base 32, of the demonstration only


class Person(NamedTuple):
    email: str
    name: str
    kind: str
    role: str
    key: str = ""  # the world's key of the provider acted for


PEOPLE = (
    Person("rosa@itg.example", "Rosa Ortega", "staff", "admin"),
    Person("ben@itg.example", "Ben Achterberg", "staff", "member"),
    Person("dana@harborvoice.example", "Dana Whitfield", "provider", "admin", "harbor-voice"),
    Person("jules@meridiantransit.example", "Jules Pruitt", "provider", "member", "meridian-transit"),
    Person("lin@cardinalwireless.example", "Lin Okafor", "provider", "admin", "cardinal-wireless"),
)
