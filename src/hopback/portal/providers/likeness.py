"""Is this the same provider? Names without their legal form, domains, numbers compared (A3.3). Pure judgment."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

SAME_NAME = 96  # of 100: a slip of the pen at most
LIKE_NAME = 84
_LEGAL_FORMS = """
inc incorporated llc lllp llp lp ltd limited corp corporation co company plc gmbh ag kg ug bv nv sa sas sarl srl
spa sl slu sapi cv rl de pty pvt private pte oy oyj ab as aps kft doo sdn bhd dba the
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
_FREE_MAIL = """
gmail.com googlemail.com yahoo.com ymail.com yahoo.co.uk yahoo.co.in hotmail.com hotmail.co.uk outlook.com
live.com msn.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de
mail.com mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com qq.com 163.com 126.com sina.com foxmail.com
zoho.com zohomail.com rediffmail.com fastmail.com tutanota.com tuta.com hushmail.com hey.com duck.com
comcast.net att.net sbcglobal.net verizon.net bellsouth.net cox.net charter.net earthlink.net
"""
FREE_MAIL = frozenset(_FREE_MAIL.split())


@dataclass(frozen=True, slots=True)
class Marks:
    """What a provider can be recognised by. `names`: all it goes by; `phones`: E.164."""

    names: tuple[str, ...]
    domains: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    country: str = ""
    numbers: frozenset[str] = frozenset()  # OCNs and filing numbers, each with its kind: `OCN 7421`


@dataclass(frozen=True, slots=True)
class Verdict:
    sure: bool
    score: int  # 0 to 100
    why: str


@cache
def bare_name(name: str) -> str:
    """`Harbor Voice, L.L.C.` → `harbor voice`; a name of nothing but its legal form stays as it is."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("&", " and ")
    plain = re.sub(r"\b((?:[a-z]\.)+[a-z]?)\b\.?", lambda found: found[0].replace(".", ""), plain)
    plain = re.sub(r"\b(\w)/(\w)/(\w)\b", r"\1\2\3", plain)  # d/b/a
    words = re.sub(r"[^\w\s]|_", " ", plain.replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


def domain_of(text: str) -> str:
    """The domain of an address or a host name that tells one firm from another; "" for free mail."""
    domain = text.strip().casefold().rpartition("@")[2].removeprefix("www.").rstrip(".")
    return "" if domain in FREE_MAIL or "." not in domain else domain


def names_alike(one: str, other: str) -> int:
    """0 to 100; the order of words does not count, spacing hardly: `Blue Ridge` and `BlueRidge` are alike."""
    a, b = bare_name(one), bare_name(other)
    if not a or not b:
        return 0
    joined = fuzz.ratio(a.replace(" ", ""), b.replace(" ", ""))
    return round(max(fuzz.token_sort_ratio(a, b), joined))


def same_domain(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def judge(asked: Marks, listed: Marks) -> Verdict | None:
    """None where nothing speaks for one provider. Sure: like name at one domain, or one name at one number."""
    name, called = max(((names_alike(a, b), b) for a in asked.names for b in listed.names if a and b), default=(0, ""))
    domain = next((a for a in asked.domains for b in listed.domains if same_domain(a, b)), "")
    email = next(iter(asked.emails & listed.emails), "")
    phone = next(iter(asked.phones & listed.phones), "")
    number = min(asked.numbers & listed.numbers, default="")
    if not (
        number or domain or email or phone or name >= SAME_NAME or (name >= LIKE_NAME and _same_country(asked, listed))
    ):
        return None
    sure = bool((domain or email) and name >= LIKE_NAME) or bool(phone and name >= SAME_NAME)
    called = called.rstrip(".")
    told = [
        f"the same name as {called}" if name >= SAME_NAME else f"a name like {called}" if name >= LIKE_NAME else "",
        f"the same domain, {domain}" if domain else f"the same address, {email}" if email else "",
        f"the same number, {phone}" if phone else "",
        f"the same {number}" if number else "",
    ]
    told_by = (30 if domain or email else 0) + (25 if phone else 0) + (35 if number else 0)
    score = min(100, round(name * 0.6) + told_by)
    return Verdict(sure, 100 if sure else min(score, 95), _sentence([t for t in told if t], name))


def _same_country(asked: Marks, listed: Marks) -> bool:
    return not asked.country or not listed.country or asked.country == listed.country


def _sentence(told: list[str], name: int) -> str:
    text = "; ".join(told) + ("" if name >= LIKE_NAME else "; but another name")
    return text[:1].upper() + text[1:] + "."
