"""The customers that make the calls, and what their provider asked of them before (XA.4)."""

from dataclasses import dataclass
from functools import cache

from .draws import draw
from .providers import Provider
from .tables import Row, rows


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of an originating provider."""

    name: str
    business: str
    location: str
    contact: str
    incorporated_in: str
    tax_id: str
    since: str  # ISO month
    trunk: str
    source_ip: str

    def vetting(self) -> dict[str, str]:
        """Return the vetting fields of XA.4."""
        return {
            "name": self.name,
            "nature_of_business": self.business,
            "location": self.location,
            "contact": self.contact,
            "incorporated_in": self.incorporated_in,
            "federal_tax_id": self.tax_id,
            "customer_since": self.since,
        }


@cache
def customer_of(provider: Provider, campaign: str) -> Customer:
    """Return the customer of this provider that runs this campaign, or is said to."""
    fitting = [row for row in rows("customers") if (row["country"] != "US") == provider.foreign]
    chance = draw("customer", provider.key, campaign)
    return _customer(chance.choice(fitting), provider)


def _customer(row: Row, provider: Provider) -> Customer:
    chance = draw("account", provider.key, row["name"])
    return Customer(
        name=row["name"],
        business=row["business"],
        location=", ".join(part for part in (row["city"], row["region"], row["country"]) if part),
        contact=row["contact"],
        incorporated_in=row["incorporated_in"],
        # No tax number begins with 00.
        tax_id=f"00-{chance.randrange(10**7):07d}" if row["country"] == "US" else "",
        since=f"202{chance.randint(3, 6)}-{chance.randint(1, 9):02d}",
        trunk="cust-" + "-".join(row["name"].lower().replace(".", "").split()[:2]),
        source_ip=f"203.0.113.{chance.randint(1, 254)}",
    )
