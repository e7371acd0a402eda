"""What a provider does to take part, and what it still lacks (A1.2, XA.1)."""

from hopback.policy.article_1_taking_part import Need, steps_to_take_part

DANA = {
    "full_name": "Dana Whitfield",
    "title": "Head of fraud",
    "phone": "305-555-0117",
    "email": "dana@harborvoice.example",
    "hours": "Monday to Friday, 8 to 17:30",
}


def lacks(**known: object) -> dict[str, str]:
    usual = {"domain_proved": True, "primary": DANA, "back_up": DANA, "agreed_to": "2021-01", "version": "2021-01"}
    return {step.need: step.lacks for step in steps_to_take_part(**{**usual, **known}) if not step.done}  # type: ignore[arg-type]


def test_with_domain_both_contacts_and_agreement_nothing_is_missing() -> None:
    """A1.2, XA.1."""
    assert lacks() == {}


def test_a_contact_consists_of_five_particulars() -> None:
    """XA.1."""
    assert lacks(primary={**DANA, "title": "", "hours": " "}) == {"primary": "Without title, normal business hours."}
    assert lacks(back_up={}) == {"back-up": "Nobody is named."}


def test_the_agreement_is_to_the_version_in_force() -> None:
    """A1.2."""
    assert lacks(agreed_to="") == {"agreement": "Not signed."}
    said = {"agreement": "Version 2021-01 was signed; version 2027-01 is in force."}
    assert lacks(version="2027-01") == said


def test_a_domain_is_verified_by_mail() -> None:
    assert list(lacks(domain_proved=False)) == [Need.DOMAIN]
