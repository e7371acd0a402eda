"""Nine calls, told by real actions: open, traced to the end, silent, shunned, corrected, given back, followed."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import ApiKey, Invitation, Kind, MailedLink, Role, User
from hopback.portal.accounts.queries import SCOPES
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.ground import capability
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Notice
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, HopLink, Traceback
from hopback.portal.webhooks import actions as webhooks
from hopback.wire.webhooks import EventType
from tests.portal.factories import NOW

from . import (
    agency_words,
    campaign_words,
    customer_words,
    dno_words,
    found,
    held,
    lawful_words,
    private_traces,
    publication_words,
    triaged,
    witness_words,
)
from .birds import Aviary
from .calls import Calls
from .joining import on_the_way, party_of
from .members import Members
from .parties import LISTED_AT, Parties

FORWARD = "F"  # the call-back number that is followed; it belongs to no victim, and its mails name it


@dataclass
class World:
    """`secrets`: text → (what it is, the party whose mail may hold it)."""

    birds: Aviary = field(default_factory=Aviary)
    secrets: dict[str, tuple[str, str]] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)  # names of campaigns that only a private organisation's traces tell
    keys: dict[str, str] = field(default_factory=dict)  # party ("" is staff) → secret of its key

    def build(self) -> "World":
        self.parties = Parties(self.birds)
        self._webhooks()
        Members(self.birds, self.parties)
        self.calls = Calls(self.birds, self.parties, NOW - timedelta(hours=40))
        _tell(self.calls, self.parties)
        triaged.tell(self.calls, self.parties)
        private_traces.tell(self)
        self.now = self.calls.later()
        on_the_way(self.birds, self.parties.by, self.now)
        self._named_by_sources()
        campaign_words.tell(self)
        customer_words.tell(self)
        found.tell(self)
        agency_words.tell(self)
        lawful_words.tell(self)
        held.tell(self)
        publication_words.tell(self)
        witness_words.tell(self)
        dno_words.tell(self)
        self._doors()
        self._secrets()
        return self

    @property
    def tracebacks(self) -> dict[str, Traceback]:
        return {about: Traceback.objects.get(pk=row.pk) for about, row in self.calls.rows.items()}

    def _named_by_sources(self) -> None:
        """A source knows the names that it said itself."""
        for about, row in self.tracebacks.items():
            first = row.candidate.first_provider
            assert first is not None, about
            self.birds.share(first.name.split()[-1].lower(), row.candidate.source.public_id)

    def _webhooks(self) -> None:
        """The software of every provider listens, at an address that nobody else knows."""
        for provider in self.parties.providers:
            by = of_user(self.parties.people[provider.public_id])
            token = self.birds.word("webhooks.Endpoint.url", [provider.public_id])
            told = {"url": f"https://93.184.215.14/{token}", "events": list(EventType), "by": by, "now": LISTED_AT}
            made, first = webhooks.add_endpoint(**told)
            second = webhooks.rotate_secret(endpoint=made, by=by, now=LISTED_AT)
            self.secrets |= dict.fromkeys((first, second), ("secret of a webhook", "-"))

    def _doors(self) -> None:
        """A key for every party, and somebody on the way in."""
        people = {"": self.parties.rosa, **self.parties.people}
        for party, person in people.items():
            named = self.birds.word("accounts.ApiKey.label", [party])
            wanted = SCOPES[Kind(person.kind)]
            _, self.keys[party] = accounts.make_key(label=named, scopes=wanted, by=of_user(person), now=self.now)
            self._invited(party, person)
        self.calls.delivered("")

    def _invited(self, party: str, person: User) -> None:
        told = {name: self.birds.word(f"accounts.Invitation.{name}", [party]) for name in ("email", "name")}
        told["email"] += "@invited.example"
        accounts.invite(**told, kind=person.kind, role=Role.MEMBER, party=party, by=of_user(person), now=self.now)

    def _secrets(self) -> None:
        self.secrets |= dict.fromkeys(self.keys.values(), ("secret of a key", "-"))
        self.secrets |= dict.fromkeys(ApiKey.objects.values_list("secret_hash", flat=True), ("hash of a key", "-"))
        for link in HopLink.objects.select_related("hop__provider"):
            self._token(link.nonce, link.token_hash, link.hop.provider.public_id if link.hop.provider else "-")
        for one in MailedLink.objects.all():
            self._token(one.nonce, one.token_hash, party_of(one.about))
        for one in Invitation.objects.all():
            self._token(one.nonce, one.token_hash, one.party)
        for password in User.objects.values_list("password", flat=True):
            self.secrets[password] = ("hash of a password", "-")

    def _token(self, nonce: str, digest: str, party: str) -> None:
        self.secrets |= {nonce: ("nonce of a link", "-"), digest: ("digest of a link", "-")}
        self.secrets[capability.token_for(nonce)] = ("token of a link", party)


def _tell(calls: Calls, p: Parties) -> None:
    """Who says what, in the order of the calls. The closed ones come before those that still wait."""
    _traced_to_its_end(calls, p)
    _corrected(calls, p)
    _shunned_and_followed(calls, p)
    _silent(calls, p)
    _given_back(calls, p)
    _unlisted(calls, p)
    _waits(calls, p)


def _traced_to_its_end(calls: Calls, p: Parties) -> None:
    calls.open("B", p.cardinal, p.ftc, p.blue_ridge, p.meridian, p.harbor)
    for upstream in (p.blue_ridge, p.meridian, p.harbor):
        calls.answer("B", "upstream", upstream=upstream.public_id)
    calls.answer("B", "originated", customer=calls.customer("B", p.harbor))


def _corrected(calls: Calls, p: Parties) -> None:
    """Cardinal named Harbor first; Blue Ridge cannot answer."""
    calls.open("G", p.cardinal, p.ustelecom, p.harbor, p.blue_ridge)
    calls.answer("G", "upstream", upstream=p.harbor.public_id)
    first = Hop.objects.select_related("provider", "traceback").get(traceback=calls.rows["G"], position=1)
    calls.answer("G", "upstream", upstream=p.blue_ridge.public_id, correct=first)
    why = f"No gateway, {calls.birds.word('tracebacks.Answer.reason', [p.blue_ridge.public_id], 'G')}."
    calls.answer("G", "cannot_answer", reason=why, channel="link")


def _shunned_and_followed(calls: Calls, p: Parties) -> None:
    calls.open("H", p.cardinal, p.ftc)
    calls.answer("H", "upstream", upstream=p.pale.public_id, channel="api")
    calls.open(FORWARD, p.harbor, p.ustelecom, purpose="trace_forward", calling="")
    calls.answer(FORWARD, "originated", customer=calls.customer(FORWARD, p.harbor))


def _silent(calls: Calls, p: Parties) -> None:
    """Harbor says nothing until the call closes by itself; then comes the rest of the story."""
    calls.open("D", p.cardinal, p.ftc, p.harbor)
    calls.answer("D", "upstream", upstream=p.harbor.public_id)
    for hours in (12, 9, 4, 24):
        actions.tick(now=calls.later(hours=hours))
        calls.delivered("D")
    assert Traceback.objects.get(pk=calls.rows["D"].pk).closed_as == "no_response"


def _given_back(calls: Calls, p: Parties) -> None:
    calls.open("E", p.blue_ridge, p.ustelecom, p.meridian)
    calls.answer("E", "upstream", upstream=p.meridian.public_id)
    where = f"Two switches, {calls.birds.word('tracebacks.Answer.searched', [p.meridian.public_id], 'E')}."
    given = calls.answer("E", "not_found", searched=where)
    reason = f"Look again, {calls.birds.word('tracebacks.ReturnedAnswer.reason', [p.meridian.public_id], 'E')}."
    until = calls.now + timedelta(hours=30)
    actions.return_answer(answer=given, reason=reason, until=until, by=calls.by, now=calls.later())
    calls.delivered("E")


def _unlisted(calls: Calls, p: Parties) -> None:
    """One upstream nobody knows, who is taken in and asked; one of whom staff have to say who it is."""
    calls.open("I", p.blue_ridge, p.ftc)
    said = calls.unlisted("I", p.blue_ridge)
    calls.answer("I", "upstream", unlisted=said)
    taken_in = calls.waiting("I").provider
    assert taken_in is not None
    calls.asked["I"].add(taken_in.public_id)
    _knows_itself(calls, taken_in, said)
    calls.open("C", p.blue_ridge, p.ustelecom)
    like = {"name": p.harbor.name.upper(), "country": "GB"}
    calls.answer("C", "upstream", unlisted={**calls.unlisted("C", p.blue_ridge), **like}, channel="link")
    assert calls.waiting("C").provider is None


def _knows_itself(calls: Calls, taken_in: Provider, said: dict[str, str]) -> None:
    """What was said of it is its own; its name joins the directory, and its calling number and campaign are told."""
    for text, bird in list(calls.birds.birds.items()):
        told = bird.about == "I" and bird.path.startswith("tracebacks.Answer.contact") and any(
            text in value for value in said.values()
        )  # fmt: skip
        asked = bird.about == "I" and bird.path.startswith("sourcing.IncidentData.call") and "_raw" in bird.path
        if told or asked:
            calls.birds.share(text, taken_in.public_id)
        if told and bird.path.endswith(":name"):
            calls.birds.lists(text)
    campaign = Traceback.objects.get(pk=calls.rows["I"].pk).candidate.campaign
    assert campaign is not None
    calls.birds.share(campaign.name.split()[1], taken_in.public_id)


def _waits(calls: Calls, p: Parties) -> None:
    """The open one: Meridian is waited for, has a draft, more time, a reply by mail and a note of staff's."""
    calls.open("A", p.cardinal, p.ftc, p.blue_ridge, p.meridian)
    for upstream in (p.blue_ridge, p.meridian):
        calls.answer("A", "upstream", upstream=upstream.public_id)
    hop, own = calls.waiting("A"), [p.meridian.public_id]
    desk = of_user(p.people[p.meridian.public_id])
    draft = {"comment": f"Half of it, {calls.birds.word('tracebacks.AnswerDraft.fields', own, 'A')}."}
    actions.save_draft(hop=hop, fields=draft, by=desk, now=calls.later())
    reason = f"Their switch is down, {calls.birds.word('tracebacks.Extension.reason', own, 'A')}."
    actions.extend(hop=hop, until=calls.now + timedelta(hours=40), reason=reason, by=calls.by, now=calls.later())
    text = f"Rang them, {calls.birds.word('tracebacks.Note.text', [], 'A')}."
    actions.write_note(traceback=hop.traceback, hop=hop, text=text, by=calls.by, now=calls.later())
    actions.remind(hop=hop, by=calls.by, now=calls.later())
    calls.delivered("A")
    _written_back(calls, hop)
    placed = calls.candidate("J", None, p.ftc, [])  # staff found out whom to ask; nobody has decided on it
    sourcing.place(candidate=placed, first_provider=p.sable, campaign=placed.campaign, by=calls.by, now=calls.later())


def _written_back(calls: Calls, hop: Hop) -> None:
    notice = Notice.objects.filter(hop=hop.public_id).latest("pk")
    word: dict[str, Any] = {
        name: calls.birds.word(f"notices.IncomingMail.{name}") for name in ("sender", "subject", "text")
    }
    raw = (
        f"From: {word['sender']}@replies.example\r\nTo: {notice.reply_to}\r\nSubject: Re: {word['subject']}\r\n"
        f"In-Reply-To: {notice.message_id}\r\nMessage-ID: <1@replies.example>\r\n\r\nSoon, {word['text']}.\r\n"
    )
    sender = f"{word['sender']}@replies.example"
    notices.receive(envelope_from=sender, envelope_to=notice.reply_to, raw=raw.encode(), by=SYSTEM, now=calls.later())
