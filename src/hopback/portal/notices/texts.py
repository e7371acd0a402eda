"""The words of a mail: one file for each kind, set once as plain text and once as HTML (A3.8)."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import css_inline
import phonenumbers
from django.conf import settings
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause

PLACEHOLDER = "[personal link]"  # stands in the stored text where the relay puts the capability
SHOWN_ON_PAGE = "shown on the answer page"
PARTS = ("subject", "lead", "facts", "body", "ask", "action", "after")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
# These may have paragraphs; all else is one line.
LONG = {"reason", "end", "summary", "answer_summary", "certification", "signed_head"}
TAG = re.compile("<[^>]*>")  # every value in a mail is escaped, so each is one of the template's own
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().\-/·‑–]+(?=\d)")
SHORTEST_SECRET = 7  # digits; a shorter number says nothing by itself


class CalledNumberInMail(Refused):
    """A notice would have shown a called number. Called numbers never stand in a mail (design 4)."""

    clause = clause("XC.2")
    field = "reason"  # the words of a person that enter a mail


class Rendered(NamedTuple):
    subject: str
    text: str
    html: str


def render(kind: str, context: dict[str, Any], *, personal: bool) -> Rendered:
    """Set a notice. `personal`: it has a link, whose token stays a placeholder here."""
    full = _context(context, personal=personal)
    words = {part: _words(kind, part, full) for part in PARTS}
    full |= {
        "lead": _paragraphs(words["lead"]),
        "facts": _facts(words["facts"]),
        "body": _paragraphs(words["body"]),
        "ask": _paragraphs(words["ask"]),
        "action": _one_line(words["action"]),
        "after": _paragraphs(words["after"]),
    }
    mail = Rendered(
        subject=_one_line(words["subject"])[:250],
        text=_tidy(_set("notices/mail/_mail.txt", full, escape=False)),
        html=_inliner().inline(_set("notices/mail/_mail.html", full, escape=True).strip()),
    )
    refuse_secrets(mail, context.get("secrets", ()))
    return mail


def refuse_secrets(mail: Rendered, secrets: Any) -> None:
    """Raise CalledNumberInMail where the digits of a secret number stand in the mail, however they are set."""
    if not secrets:
        return
    digits = _digits("\n".join([mail.subject, mail.text, TAG.sub("", mail.html)]))
    if any(number in digits for secret in secrets if (number := _national(str(secret)))):
        raise CalledNumberInMail("The called number stands in these words; a mail never shows it. Write them without.")


def _context(context: dict[str, Any], *, personal: bool) -> dict[str, Any]:
    flat = {k: _plain(v) if k in LONG else _one_line(v) for k, v in context.items() if isinstance(v, str)}
    full = {**context, **flat, "group": settings.GROUP_NAME, "group_short": settings.GROUP_SHORT_NAME}
    full |= {"phone": settings.GROUP_PHONE, "base_url": settings.BASE_URL}
    link = context.get("link_path", "")
    full["link"] = f"{settings.BASE_URL}{link}{PLACEHOLDER}" if link and personal else ""
    full["check"] = settings.BASE_URL + context.get("check_path", "/check")
    contacts = context.get("contacts_path", "")
    full["contacts"] = settings.BASE_URL + contacts if contacts else ""
    secrets = {_national(str(s)) for s in context.get("secrets", ())} - {""}
    if any(s in _digits(full.get("calling", "")) for s in secrets):  # a caller that shows the called number
        full["calling"] = SHOWN_ON_PAGE
    return full


def _words(kind: str, part: str, context: dict[str, Any]) -> str:
    """One partial of the kind's file; a part that a kind does not have is empty."""
    template = _partial(kind, part)
    return template.render(Context(context, autoescape=False)) if template else ""


@cache
def _partial(kind: str, part: str) -> Template | None:
    template(f"notices/mail/{kind}.txt")  # a kind without a file is a fault, and says so
    try:
        return template(f"notices/mail/{kind}.txt#{part}")
    except TemplateDoesNotExist as missing:
        if not str(missing).endswith(part):
            raise
        return None


@cache
def template(name: str) -> Template:
    return get_template(name).template


def _set(name: str, context: dict[str, Any], *, escape: bool) -> str:
    return template(name).render(Context(context, autoescape=escape))


@cache
def _inliner() -> css_inline.CSSInliner:
    css = (Path(__file__).parent / "mail.css").read_text(encoding="utf-8")
    return css_inline.CSSInliner(extra_css=css, load_remote_stylesheets=False)


def _facts(text: str) -> list[tuple[str, str, str]]:
    """Lines `Call time: 08:41` as label, value and the blanks by which plain text lines up."""
    pairs = [line.strip().partition(": ") for line in text.splitlines() if line.strip()]
    told = [(label, value) for label, _, value in pairs if value.strip()]
    width = max((len(label) for label, _ in told), default=0)
    return [(f"{label}:", value, " " * (width - len(label))) for label, value in told]


def _paragraphs(text: str) -> list[str]:
    return [_one_line(p) for p in re.split(r"\n\s*\n", text) if p.strip()]


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Without control characters, which can forge lines and headers."""
    return text if text.isprintable() else CONTROL.sub("", text.replace("\r\n", "\n"))


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _digits(text: str) -> str:
    return BETWEEN_DIGITS.sub("", text)


def _national(number: str) -> str:
    """The digits of a number without its country code; empty where there are too few to mean anybody."""
    try:
        digits = str(phonenumbers.parse(number, settings.COUNTRY).national_number)
    except phonenumbers.NumberParseException:
        digits = re.sub(r"\D", "", number)[-10:]
    return digits if len(digits) >= SHORTEST_SECRET else ""
