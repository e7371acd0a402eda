"""The one question of the answer page, in words: who sent you this call (A3.2), or whose number this is (A1.10)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Title and lead of the page, then each option with its hint, in the order of AnswerKind."""

    title: str
    lead: str
    upstream: str
    upstream_which: str
    originated: str
    originated_hint: str
    not_found: str
    cannot: str
    customer_lead: str


BACK = Question(
    title="Who sent you this call?",
    lead="Find this call in your records, then choose one answer.",
    upstream="Another provider sent it to us",
    upstream_which="Which provider?",
    originated="Our own customer made it",
    originated_hint="You are the originating provider",
    not_found="We looked and cannot find it",
    cannot="We cannot answer this one",
    customer_lead="Who is the customer that made the call? Tell what you know of it.",
)
FORWARD = Question(
    title="Whose number is this?",
    lead="People are told to call this number back. Look up to whom you gave it, then choose one answer.",
    upstream="We assigned it on to another provider",
    upstream_which="To which provider?",
    originated="Our own customer uses it",
    originated_hint="You serve the customer behind this number",
    not_found="We looked and it is not ours",
    cannot="We cannot answer this one",
    customer_lead="Who is the customer behind the number? Name, e-mail, contact and payment information.",
)


def question(*, forward: bool) -> Question:
    return FORWARD if forward else BACK
