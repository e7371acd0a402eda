"""Article 1(2) with Appendix A(1): what a provider that takes part has done, and what it still lacks. (A1.2, XA.1)"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hopback.policy.appendix_a_best_practices import CONTACT_FIELDS, missing_contact


class Need(StrEnum):
    DOMAIN = "domain"
    PRIMARY = "primary"
    BACK_UP = "back-up"
    AGREEMENT = "agreement"


NEED_LABELS: dict[Need, str] = {
    Need.DOMAIN: "Domain verified by mail",
    Need.PRIMARY: "Primary point of contact",
    Need.BACK_UP: "Back-up point of contact",
    Need.AGREEMENT: "Agreement to the policies",
}
_FIELD_LABELS = {field.name: field.label.lower() for field in CONTACT_FIELDS}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a provider does to take part. `lacks` says what is missing; "" where it is done."""

    need: Need
    lacks: str = ""

    @property
    def done(self) -> bool:
        return not self.lacks

    @property
    def label(self) -> str:
        return NEED_LABELS[self.need]


def steps_to_take_part(
    *,
    domain_proved: bool,
    primary: Mapping[str, str],
    back_up: Mapping[str, str],
    agreed_to: str,
    version: str,
) -> tuple[Step, ...]:
    """Every step in its order, done or with what it lacks. (A1.2, XA.1)

    `agreed_to`: the version of the policies that was signed last, "" for none; `version`: the one in force.
    """
    return (
        Step(Need.DOMAIN, "" if domain_proved else "Nobody has opened a link mailed to an address at its domain."),
        Step(Need.PRIMARY, _contact_lacks(primary)),
        Step(Need.BACK_UP, _contact_lacks(back_up)),
        Step(Need.AGREEMENT, _agreement_lacks(agreed_to, version)),
    )


def _contact_lacks(contact: Mapping[str, str]) -> str:
    missing = missing_contact(contact)
    if len(missing) == len(CONTACT_FIELDS):
        return "Nobody is named."
    return f"Without {', '.join(_FIELD_LABELS[name] for name in missing)}." if missing else ""


def _agreement_lacks(agreed_to: str, version: str) -> str:
    if not agreed_to:
        return "Not signed."
    return "" if agreed_to == version else f"Version {agreed_to} was signed; version {version} is in force."
