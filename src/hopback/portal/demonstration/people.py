"""Who can sign in to a demonstration. Everybody knows these passwords: they exist nowhere else."""

from typing import NamedTuple

PASSWORD = "trace it home"  # noqa: S105 - of the demonstration only
TOTP_SECRET = "HOPBACKDEMOHOPBACKDEMOHOPBACKDEM"  # noqa: S105 - 32 characters of base 32, of the demonstration only


class Person(NamedTuple):
    email: str
    name: str
    kind: str
    role: str
    zone: str
    key: str = ""  # the world's key of the provider acted for

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"


ROSA = Person("rosa@itg.example", "Rosa Ortega", "staff", "admin", "America/New_York")
BEN = Person("ben@itg.example", "Ben Achterberg", "staff", "member", "America/Chicago")
DANA = Person("dana@harborvoice.example", "Dana Whitfield", "provider", "admin", "America/New_York", "harbor-voice")
PRIYA = Person("priya@meridian.example", "Priya Raman", "provider", "member", "America/Chicago", "meridian-transit")
MARCUS = Person(
    "marcus@cardinalwireless.example", "Marcus Odum", "provider", "admin", "America/New_York", "cardinal-wireless"
)
SABINE = Person("sabine@palmetto.example", "Sabine Aldous", "source", "admin", "America/New_York", "source")
MARIA = Person("maria@firstlakes.example", "Maria Okafor", "source", "admin", "America/Chicago", "organization")
ADA = Person("ada.sorel@robocalls.example.gov", "Ada Sorel", "source", "member", "America/New_York", "agency")

OFFICIALS = ("noor.haddad@protects.state.oh.us", "jonas.reyes@robocalls.example.gov")  # who do not sign in
NEWSPAPER = "records@lakeshore-courier.example"  # keeps heads of the log
PEOPLE = (ROSA, BEN, DANA, PRIYA, MARCUS, SABINE, MARIA, ADA)
