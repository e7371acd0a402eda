"""Which e-mail addresses are official ones of a government agency. (A5.7)

Read strictly, as a program that sends mail would: an address that two programs could read differently is none.
"""

import re
from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause

OFFICIAL = frozenset({"gov", "mil"})  # top-level domains that only governments of the United States are given
LONGEST, LONGEST_LOCAL, LONGEST_LABEL = 254, 64, 63  # RFC 5321, 4.5.3.1; RFC 1035, 2.3.4
_ABBREVIATIONS = (
    "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or "
    "pa ri sc sd tn tx ut vt va wa wv wi wy as gu mp pr vi"
)
STATES = frozenset(_ABBREVIATIONS.split())  # postal abbreviations, each with a name of its own under .us (RFC 1480)
_LOCAL = re.compile(r"[a-z0-9_]+(?:['-]+[a-z0-9_]+)*(?:\.[a-z0-9_]+(?:['-]+[a-z0-9_]+)*)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


class Wrong(StrEnum):
    """Why an address is not taken. The golden list of the tests gives one for each."""

    NO_ADDRESS = "no address"
    NOT_PLAIN = "not plain letters"
    TOO_LONG = "too long"
    TAGGED = "tagged"
    LOCAL = "before the @"
    DOMAIN = "after the @"
    ENCODED = "encoded letters"
    NOT_OFFICIAL = "not official"


WORDS = {
    Wrong.NO_ADDRESS: "This is no single e-mail address. Write only name@agency.gov.",
    Wrong.NOT_PLAIN: "An official address has plain letters only. Type it again instead of copying it.",
    Wrong.TOO_LONG: "This address is too long to be one.",
    Wrong.TAGGED: "Leave out the tag after the +: the address itself is verified.",
    Wrong.LOCAL: "What stands before the @ is unusual. Use letters, digits, dots, hyphens, apostrophes, underscores.",
    Wrong.DOMAIN: "What stands after the @ is no domain. Write it without brackets, comments or a dot at its end.",
    Wrong.ENCODED: "A domain that starts with xn-- hides other letters. An official one has plain letters only.",
    Wrong.NOT_OFFICIAL: (
        "Only official government addresses are taken: .gov, .mil, or a state's domain that two people approved."
    ),
}


class AddressWrong(Refused):
    """Only official government e-mail addresses are permitted."""

    clause = clause("A5.7")
    field = "email"

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(WORDS[wrong])
        self.wrong = wrong


class ExceptionWrong(Refused):
    """An exception is one domain of one state's authority under that state's name in .us."""

    clause = clause("A5.7")
    field = "domain"


def official(text: str, exceptions: frozenset[str] = frozenset()) -> str:
    """The address in lower case; `exceptions` are domains that two people approved. Raises AddressWrong. (A5.7)

    An exception is that domain and no other: none below it, none above it.
    """
    local, domain = _parts(text)
    if domain in exceptions or domain.rpartition(".")[2] in OFFICIAL:
        return f"{local}@{domain}"
    raise AddressWrong(Wrong.NOT_OFFICIAL)


def is_official(text: str, exceptions: frozenset[str] = frozenset()) -> bool:
    try:
        return bool(official(text, exceptions))
    except AddressWrong:
        return False


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def exceptional(domain: str, state: str) -> str:
    """A domain that can be proposed as an exception for an authority of `state`, in lower case. (A5.7)

    Names below `oh.us` are given out by the state itself; a name directly below `.us` anybody can buy.
    """
    name = domain.strip(" \t").lower()
    if not name.isascii() or "xn--" in name or not _is_domain(name):
        raise ExceptionWrong("This is no domain in plain letters. Write it as it stands after the @.")
    if name.rpartition(".")[2] in OFFICIAL:
        raise ExceptionWrong("This domain is official already: no exception is needed.")
    if state not in STATES:
        raise ExceptionWrong("Only an authority of a state can have an exception. Say which state it is of.")
    if not name.endswith(f".{state}.us"):
        raise ExceptionWrong(f"An exception ends in .{state}.us: names below it are given out by the state itself.")
    return name


def _parts(text: str) -> tuple[str, str]:
    """Local part and domain, both in lower case."""
    address = text.strip(" \t")
    if not address.isascii() or not address.isprintable():
        raise AddressWrong(Wrong.NOT_PLAIN)
    if address.count("@") != 1 or " " in address:
        raise AddressWrong(Wrong.NO_ADDRESS)
    local, domain = address.lower().split("@")
    if len(address) > LONGEST or len(local) > LONGEST_LOCAL:
        raise AddressWrong(Wrong.TOO_LONG)
    if "+" in local:
        raise AddressWrong(Wrong.TAGGED)
    if not _LOCAL.fullmatch(local):
        raise AddressWrong(Wrong.LOCAL)
    if not _is_domain(domain):
        raise AddressWrong(Wrong.DOMAIN)
    if any(label.startswith("xn--") for label in domain.split(".")):
        raise AddressWrong(Wrong.ENCODED)
    return local, domain


def _is_domain(name: str) -> bool:
    """Two labels at least, each of letters, digits and hyphens within."""
    labels = name.split(".")
    return len(labels) > 1 and all(len(one) <= LONGEST_LABEL and _LABEL.fullmatch(one) for one in labels)
