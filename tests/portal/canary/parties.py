"""Providers, sources and people whose every word is a canary; made by real actions."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts.models import Role, User
from hopback.portal.accounts.viewer import of_user
from hopback.portal.providers import actions
from hopback.portal.providers.models import PointOfContact, Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Source
from tests.portal.factories import NOW, make_provider_person, make_source_person, make_staff

from . import directory
from .birds import Aviary
from .joining import agreed

LISTED_AT = NOW - timedelta(days=300)


class Parties:
    """Cardinal, Blue Ridge, Meridian, Harbor and Sable on paths; Pale Moon shunned; Delta never asked."""

    def __init__(self, aviary: Aviary) -> None:
        self.birds = aviary
        self.rosa = self._staff("Rosa Ortega", Role.ADMIN)
        self.theo = self._staff("Theo Lindqvist", Role.MEMBER)
        self.by = of_user(self.rosa)
        self.people: dict[str, User] = {}
        self.cardinal = self.provider("Cardinal")
        self.blue_ridge = self.provider("Blue Ridge")
        self.meridian = self.provider("Meridian", zone="America/Chicago")
        self.harbor = self.provider("Harbor")
        self.sable = self.provider("Sable Route", country="BZ")
        self.pale = self.provider("Pale Moon")
        self.delta = self.provider("Delta Fibre")
        self.responder = self._person(self.meridian, "Jules", Role.MEMBER)
        self.findings()
        self.ftc = self.source("enforcement", "Commission")
        self.ustelecom = self.source("analytics", "Analytics")
        directory.merged(self.birds, self.provider("Delta Fibres"), self.delta, self.pale, self.by)
        directory.asked_for_contacts(self.birds, self.ftc, self.people[self.ftc.public_id], self.by)
        self.bank = self.source("organization", "Lakes Bank")

    @property
    def providers(self) -> list[Provider]:
        return [self.cardinal, self.blue_ridge, self.meridian, self.harbor, self.sable, self.pale, self.delta]

    def _staff(self, name: str, role: str) -> User:
        return make_staff(name, role=role, email=f"{self.birds.word('accounts.User.email')}@itg.example")

    def provider(self, name: str, **more: Any) -> Provider:
        """Listed with every field; the directory's fields first, its contacts after."""
        said: list[str] = []

        def word(field: str) -> str:
            said.append(self.birds.word(f"providers.Provider.{field}"))
            return said[-1]

        details = {
            "name": f"{name} {word('name').capitalize()}", "trade_name": f"{word('trade_name')} Voice",
            "domain": f"{word('domain')}.example", "city": f"{word('city').title()}, OH",
            "form_499_id": word("form_499_id"), "frn": self.birds.number("providers.Provider.frn"),
            "rmd_number": word("rmd_number"),
            **more,
        }  # fmt: skip
        because = f"Named in {self.birds.word('providers.Provider.listed_because')}"
        listed = actions.list_provider(details=details, because=because, anyway=True, by=self.by, now=LISTED_AT)
        for token in (*said, listed.frn):
            self.birds.share(token, listed.public_id)
        agreed(self.birds, listed, self.by)
        for kind in (PointOfContact.Kind.PRIMARY, PointOfContact.Kind.BACK_UP, PointOfContact.Kind.PRIMARY):
            self._contact(listed, kind)
        directory.written_down(self.birds, listed, self.by)
        directory.brought_in(self.birds, listed, self.by)
        self.people[listed.public_id] = self._person(listed, name.split()[0], Role.ADMIN)
        return listed

    def _contact(self, provider: Provider, kind: str) -> None:
        """The last of a kind is in force; what was before is kept."""
        of = [provider.public_id]
        told = {
            name: self.birds.word(f"providers.PointOfContact.{name}", of) for name in ("full_name", "title", "hours")
        }
        address = f"{self.birds.word('providers.PointOfContact.email', of)}@desk.example"
        phone = f"+1{self.birds.number('providers.PointOfContact.phone', of)}"
        actions.change_contact(
            provider=provider, kind=kind, email=address, phone=phone, **told, by=self.by, now=LISTED_AT
        )

    def _person(self, provider: Provider, name: str, role: str) -> User:
        own = [provider.public_id]
        return make_provider_person(
            provider,
            f"{name} {self.birds.word('accounts.User.name', own)}",
            role=role,
            email=f"{self.birds.word('accounts.User.email', own)}@people.example",
        )

    def findings(self) -> None:
        def word(path: str) -> str:
            return f"Because of {self.birds.word(f'providers.{path}')}."

        told = {"by": self.by, "now": LISTED_AT}
        actions.find_foreign(
            provider=self.sable, foreign=True, factors={"owned_abroad": True},
            reasons=word("ForeignFinding.reasons"), **told,
        )  # fmt: skip
        fact = actions.write_non_cooperative(provider=self.delta, reasons=word("StandingFinding.reasons"), **told)
        actions.write_cooperative_again(fact=fact, because=word("StandingFinding.lifted_because"), **told)
        actions.write_non_cooperative(provider=self.pale, reasons=word("StandingFinding.reasons"), **told)
        control = {"since_on": date(2025, 1, 1), "evidence": word("ControlLink.evidence")}
        actions.link_control(controls=self.delta, controlled=self.sable, **control, **told)

    def source(self, kind: str, name: str, person: str = "Ines") -> Source:
        how = f"Called {self.birds.word('sourcing.Source.verified_how')}."
        token = self.birds.word("sourcing.Source.name")
        made = sourcing.list_source(
            kind=kind, name=f"{name} {token}", provider=None, verified_how=how, by=self.by, now=LISTED_AT
        )
        self.birds.share(token, made.public_id)
        own = [made.public_id]
        self.people[made.public_id] = make_source_person(
            made,
            f"{person} {self.birds.word('accounts.User.name', own)}",
            email=f"{self.birds.word('accounts.User.email', own)}@source.example",
        )
        return made
