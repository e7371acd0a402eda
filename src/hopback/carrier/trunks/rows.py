"""Rows of `trunks.toml`: what a row applies to, and whom it names."""

from datetime import UTC, date, datetime, time
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from hopback.carrier.cdr.record import CallRecord
from hopback.wire.answers import ContactDetails, Customer

type Network = IPv4Network | IPv6Network
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


def _moment(said: Any) -> Any:
    """A day begins at midnight UTC; a time without a zone is a question nobody can answer later."""
    if isinstance(said, datetime):
        if said.tzinfo is None:
            raise ValueError("say the zone too, as in 2026-01-31T00:00:00Z, or give only the day")
        return said
    return datetime.combine(said, time(), tzinfo=UTC) if isinstance(said, date) else said


def _network(said: Any) -> Any:
    return ip_network(said, strict=True) if isinstance(said, str) else said


Moment = Annotated[datetime, BeforeValidator(_moment)]
Net = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]


class Own(BaseModel):
    """Another switch of ours: the record is of an inner leg, the call entered elsewhere."""

    switch: str


type Party = str | ContactDetails | Customer | Own  # str: prv_… of a listed provider


class Whom(BaseModel):
    """Exactly one of four, or none while nobody has said: an empty row is not used for any answer."""

    model_config = ConfigDict(extra="forbid")

    upstream: Annotated[str, StringConstraints(pattern="^(prv_[A-Za-z0-9]+)?$", max_length=24)] = ""
    unlisted: ContactDetails | None = None
    customer: Customer | None = None
    own_switch: Name = ""
    note: str = ""
    valid_from: Moment = EARLIEST
    valid_to: Moment = Field(LATEST, description="the first moment at which it no longer holds")
    line: int = Field(0, exclude=True)

    @model_validator(mode="after")
    def _one(self) -> Self:
        said = [n for n in ("upstream", "unlisted", "customer", "own_switch") if getattr(self, n)]
        if len(said) > 1:
            raise ValueError(f"it names {' and '.join(said)}: a trunk has one of them")
        if self.valid_to <= self.valid_from:
            raise ValueError("valid_to is not after valid_from")
        if self.customer and not self.customer.name:
            raise ValueError("the customer needs a name")
        return self

    @property
    def party(self) -> Party | None:
        return (
            self.upstream
            or self.unlisted
            or self.customer
            or (Own(switch=self.own_switch) if self.own_switch else None)
        )

    def holds_at(self, at: datetime) -> bool:
        return self.valid_from <= at < self.valid_to

    def overlaps_in_time(self, other: "Whom") -> bool:
        return self.valid_from < other.valid_to and other.valid_from < self.valid_to


class Row(Whom):
    """One `[[trunks]]`. A record has to fit all that the row gives; `trunk` may end with `*`."""

    kind: Literal["trunks"] = Field("trunks", exclude=True)
    trunk: Name = ""
    source_ip: Net | None = None
    account: Name = ""
    switch: Name = ""

    @model_validator(mode="after")
    def _applies_to_something(self) -> Self:
        if not (self.trunk or self.source_ip or self.account):
            raise ValueError("say a trunk, a source_ip or an account that it is about")
        if "*" in self.trunk.removesuffix("*"):
            raise ValueError("a * stands only at the end of a trunk's name")
        return self

    def fits(self, record: CallRecord) -> bool:
        return (
            _named(self.trunk, record.ingress_trunk)
            and self._from_here(record.source_ip)
            and self.account in ("", record.account)
            and self.switch in ("", record.switch)
        )

    def _from_here(self, source_ip: str) -> bool:
        if self.source_ip is None:
            return True
        try:
            return ip_address(source_ip) in self.source_ip
        except ValueError:
            return False

    def narrower_than(self, other: "Row") -> bool:
        """Does it apply to nothing that the other does not, and to less?"""
        inside = (
            _within(self.trunk, other.trunk)
            and _inside(self.source_ip, other.source_ip)
            and other.account in ("", self.account)
            and other.switch in ("", self.switch)
        )
        return inside and self._selector() != other._selector()

    def overlaps(self, other: "Row") -> bool:
        """Is there a record that both fit?"""
        names = _within(self.trunk, other.trunk) or _within(other.trunk, self.trunk)
        nets = _inside(self.source_ip, other.source_ip) or _inside(other.source_ip, self.source_ip)
        alike = all(not a or not b or a == b for a, b in ((self.account, other.account), (self.switch, other.switch)))
        return names and nets and alike

    def says_about(self) -> tuple[bool, bool, bool, bool]:
        return bool(self.trunk), self.source_ip is not None, bool(self.account), bool(self.switch)

    def _selector(self) -> tuple[object, ...]:
        return self.trunk, self.source_ip, self.account, self.switch


class Numbers(Whom):
    """One `[[numbers]]`, for trace forward (A1.10): who holds these numbers, digits of E.164, both ends included."""

    kind: Literal["numbers"] = Field("numbers", exclude=True)
    first: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{4,15}$")]
    last: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{4,15}$")]

    @model_validator(mode="after")
    def _a_range(self) -> Self:
        if len(self.first.lstrip("+")) != len(self.last.lstrip("+")) or int(self.first) > int(self.last):
            raise ValueError("first and last have the same number of digits, and last is not before first")
        if self.own_switch:
            raise ValueError("numbers belong to a customer or a provider, not to a switch")
        return self

    def holds(self, number: int) -> bool:
        return int(self.first) <= number <= int(self.last)

    @property
    def size(self) -> int:
        return int(self.last) - int(self.first) + 1


def _named(pattern: str, name: str) -> bool:
    if pattern.endswith("*"):
        return bool(name) and name.startswith(pattern[:-1])
    return pattern in ("", name)


def _within(narrow: str, wide: str) -> bool:
    """Every name that `narrow` means is one that `wide` means."""
    if not wide or narrow == wide:
        return True
    return wide.endswith("*") and bool(narrow) and narrow.rstrip("*").startswith(wide[:-1])


def _inside(narrow: Network | None, wide: Network | None) -> bool:
    if wide is None:
        return True
    if narrow is None:
        return False
    if isinstance(narrow, IPv4Network):
        return isinstance(wide, IPv4Network) and narrow.subnet_of(wide)
    return isinstance(wide, IPv6Network) and narrow.subnet_of(wide)
