"""Requirements that rest on what somebody did or found: they change when somebody acts. (A2.2, A2.3, A2.5)"""

from collections.abc import Iterator, Sequence
from datetime import date

from .conditions import Finding
from .facts import Facts, Lasting, Rules, Statement, in_words, newest
from .principles import PRINCIPLES, cannot_be_noted
from .same_provider import Times


def us_based(provider: str, facts: Facts, on: date) -> Iterator[Finding]:
    """US-based, or excepted by staff and the Executive Committee both. (A2.2)"""
    word = newest(each for each in facts.based if each.provider == provider and each.holds(on))
    if word and word.in_us:
        yield Finding("It is based in the United States.", on)
        return
    where = "It is based abroad" if word else "Nothing is known of where it is based"
    asked = [each for each in facts.exemptions if each.provider == provider]
    if any(_past(each.staff_on, on) and _past(each.committee_on, on) for each in asked):
        yield Finding(f"{where}; staff and the Executive Committee approved an exception.", on)
    else:
        yield Finding(f"{where}; an exception takes staff and the Executive Committee.", None)


def _past(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def cooperative(provider: str, facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """Agreed to the policies, and nobody of its control group is found non-cooperative. (A1.1-A1.3)"""
    agreed = [each.since_on for each in facts.agreements if each.provider == provider and each.holds(on)]
    if agreed:
        yield Finding(f"It agreed to the policies on {in_words(min(agreed))}.", on)
    else:
        yield Finding("It has not agreed to the policies.", None)
    found = [each for each in facts.findings if each.holds(on) and each.provider in group.now]
    if found:
        yield Finding(f"{_who(provider, found)} found non-cooperative on {in_words(found[0].since_on)}.", None)
    else:
        yield Finding("No finding of non-cooperation holds.", on)


def complies(provider: str, facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """No finding that it, or who counts as it, does not keep the policies. (A2.3, A2.5)"""
    yield _no_breach(provider, facts, on, group, Rules.POLICIES, "the policies")


def affiliates(provider: str, facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """It pledged itself and its affiliates, and no finding says that one of them does otherwise. (A2.3)"""
    signed = statement(provider, facts, on)
    if signed and signed.affiliates:
        yield Finding(f"Its statement of {in_words(signed.since_on)} speaks for its affiliates.", on)
    else:
        yield Finding("No statement of its speaks for its affiliates.", None)
    yield _no_breach(provider, facts, on, group, Rules.PRINCIPLES, "the Attorneys General principles")


def _no_breach(provider: str, facts: Facts, on: date, group: Times, rules: Rules, words: str) -> Finding:
    found = [each for each in facts.breaches if each.rules is rules and each.holds(on) and each.provider in group.now]
    if found:
        return Finding(f"{_who(provider, found)} found on {in_words(found[0].since_on)} not to keep {words}.", None)
    return Finding(f"No finding says that {words} are not kept.", on)


def _who(provider: str, found: Sequence[Lasting]) -> str:
    """A provider is not told by name who of its group it was."""
    return "It was" if any(each.provider == provider for each in found) else "A provider under common control was"


def statement(provider: str, facts: Facts, on: date) -> Statement | None:
    """The newest statement of intent in force on that day."""
    return newest(each for each in facts.statements if each.provider == provider and each.holds(on))


def signed_statement(provider: str, facts: Facts, on: date) -> Iterator[Finding]:
    """The statement of intent to adopt and follow the best practices of Appendix A. (A2.3, A2.5)"""
    signed = statement(provider, facts, on)
    if signed and signed.best_practices:
        yield Finding(f"It signed the statement of intent on {in_words(signed.since_on)}.", on)
    else:
        yield Finding("No statement of intent to follow the best practices is in force.", None)


def principles(provider: str, facts: Facts, on: date) -> Iterator[Finding]:
    """Its statement endorses the Attorneys General principles; each that does not apply has its reason. (A2.3)"""
    signed = statement(provider, facts, on)
    if signed is None or not signed.principles:
        yield Finding("No statement of its endorses the Attorneys General principles.", None)
        return
    for number, wrong in cannot_be_noted(signed.inapplicable).items():
        yield Finding(f"Principle {number} is noted as inapplicable. {wrong}", None)
    noted = ", ".join(f"{number} ({PRINCIPLES.get(number, '?')})" for number, _ in signed.inapplicable)
    but = f"; noted as inapplicable: {noted}" if noted else ""
    yield Finding(f"Its statement of {in_words(signed.since_on)} endorses the principles{but}.", on)
