"""One object of each kind at each relation, made by real actions once for all cells."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Role, Scope
from hopback.portal.accounts.queries import SCOPES
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.ground import capability
from hopback.portal.ground.uploads import judge
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import CaughtMail
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.webhooks import actions as webhooks
from hopback.wire.answers import AnswerIn
from tests.portal.factories import (
    NOW,
    make_key,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
)
from tests.portal.tracebacks import staged

from . import (
    campaign_things,
    complaint_things,
    conduct_things,
    customer_things,
    directory,
    dno_things,
    enforcement_things,
    lawful_things,
    members,
    organization_things,
    people,
    publication_things,
    retention_things,
    sourcing_things,
    witness_things,
)
from .joining import holder_of, ways_in
from .people import PEOPLE, STAFF, Who

ABOVE_ALL = STAFF | {Who.STAFF_KEY}
GONE_ROWS = ("particular", "proposed", "breach", "support", "recording", "file", "link", "pk")
GONE = {"hop": "hop_222222222222", "traceback": "tb_222222222222", "candidate": "cnd_222222222222",
        "provider": "prv_222222222222", "user": "usr_222222222222", "key": "key_222222222222",
        "invitation": "inv_222222222222", "source": "src_222222222222", "lawful": "lrq_222222222222",
        "token": "aaaa-bbbb-cccc-dddd",
        "webhook": "whk_222222222222", "campaign": "cmp_222222222222", "text": "txt_222222222222",
        "application": "app_222222222222", "vote": "vot_222222222222", "call": "cal_222222222222",
        "authorization": "aut_222222222222", "invoice": "bil_222222222222",
        "volume": "vol_222222222222", "joining": "jon_222222222222", "mitigation": "mit_222222222222",
        "customer": "cus_222222222222", "other": "cus_333333333333", "request_id": "clr_222222222222",
        "question": "qst_222222222222", "person": "agp_222222222222", "exception": "axc_222222222222",
        "finding": "fnd_222222222222", "lifting": "lft_222222222222", "referrer": "rfr_222222222222",
        "listing": "dno_222222222222", "recipient": "dnr_222222222222", "conflict": "dnx_222222222222",
        "referral": "rfl_222222222222", "post": "pst_222222222222", "witness": "wit_222222222222",
        "draft": "drf_222222222222", "report": "rep_222222222222", "what": "rumours", "audience": "press",
        "merge": "mrg_222222222222", "given": "cpf_222222222222",
        "gone": "prv_222222222222", "kept": "prv_222222222222",
        **dict.fromkeys(GONE_ROWS, 999_999)}  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """One object as an address names it, and whose it is. Staff's are all."""

    names: dict[str, Any]
    owners: frozenset[Who]

    def missing(self) -> dict[str, Any]:
        """The same address for a thing that does not exist; {} where it names none."""
        named = [name for name in self.names if name in GONE]
        return {**self.names, named[-1]: GONE[named[-1]]} if named and "uidb36" not in self.names else {}


@dataclass
class World:
    things: dict[str, Thing] = field(default_factory=dict)
    clients: dict[Who, Client] = field(default_factory=dict)
    asked: dict[Any, Any] = field(default_factory=dict)  # what was seen of things that are not there, and at shut doors
    entries: int = 0  # of the log, before anything is asked

    def add(self, name: str, *owners: Who, staff: frozenset[Who] = ABOVE_ALL, **names: Any) -> None:
        self.things[name] = Thing(names, frozenset(owners) | staff)


def build() -> World:
    world = World()
    story = _Story()
    story.people()
    story.calls()
    story.things(world)
    story.clients(world)
    world.entries = Entry.objects.count()
    return world


class _Story:
    """Meridian is waited for, Blue Ridge has answered, Delta Fibre was never asked."""

    def people(self) -> None:
        self.rosa = make_staff("Rosa Ortega")
        self.theo = make_staff("Theo Lindqvist", role=Role.MEMBER)
        self.mara = make_staff("Mara Quint", role=Role.MEMBER, second_factor=False)
        self.by = of_user(self.rosa)
        self.path = staged.the_five()
        self.delta, self.pale = staged.listed("Delta Fibre"), staged.listed("Pale Moon Telecom")
        _, self.blue_ridge, self.meridian, self.harbor, _ = self.path
        self.dana = make_provider_person(self.meridian)
        self.jules = make_provider_person(self.meridian, "Jules Pruitt", role=Role.MEMBER)
        self.blair = make_provider_person(self.blue_ridge, "Blair Osei", role=Role.MEMBER)
        self.odile = make_provider_person(self.delta, "Odile Marsh")
        self.ftc: Source = make_source(kind="enforcement")
        self.ines = make_source_person(self.ftc)
        self.pat = make_provider_person(self.harbor, "Pat Winslow", role=Role.MEMBER, is_active=False)

    def calls(self) -> None:
        at = NOW - timedelta(hours=6)
        self.open = staged.traced(self.path[:3], self.rosa, opened_at=at)
        self.closed = staged.traced(self.path[:3], self.rosa, opened_at=at)
        records = judge("records.csv", b"call,time\r\nTRK-01,13:41:27\r\n")
        self.end = self._last_says(self.closed, files=[records], kind="originated", customer={"name": "Lark Dialing"})
        self.unsure = staged.traced(self.path[:2], self.rosa, opened_at=at)
        contact = {"name": "Harbor Voice", "email": "noc@freemail.example", "phone": "+442079460102", "country": "GB"}
        self._last_says(self.unsure, kind="upstream", unlisted=contact)
        providers.write_non_cooperative(provider=self.pale, reasons="Never answers.", by=self.by, now=at)
        self.shunned = staged.traced([*self.path[:2], self.pale], self.rosa, opened_at=at)
        self.undecided = self.submitted(self.ftc, called="+16145550173")
        self.of_another = self.submitted(make_source("USTelecom"), called="+16145550174")
        self.accepted = staged.candidate(self.path[0])

    def ended_at_harbor(self) -> Traceback:
        traced = staged.traced([self.path[0], self.harbor], self.rosa, opened_at=NOW - timedelta(hours=5))
        self._last_says(traced, kind="originated", customer={"name": "Bright Offers"})
        return traced

    def _last_says(self, traceback: Traceback, files: Any = (), **said: Any) -> Hop:
        hop = staged.waiting(traceback)
        now = NOW - timedelta(hours=1)
        answer = AnswerIn(**said)
        tracebacks.answer(hop=hop, said=answer, channel="page", by=staged.desk(hop), now=now, files=files)
        return hop

    def submitted(self, source: Source, called: str) -> Candidate:
        details = {
            "calling": "202-555-0142", "called": called, "called_at": staged.CALLED_AT,
            "nature": "fraudulent", "evidence": "A recording.", "basis": "protection_222d2",
        }  # fmt: skip
        by = Viewer(kind="source", name="Ines Calder", party=source.public_id)
        letter = [judge("letter.txt", b"They called again.\n")]
        return sourcing.submit_candidate(source=source, details=details, files=letter, by=by, now=NOW)

    def things(self, world: World) -> None:
        self._hops(world)
        self._papers(world)
        self._parties(world)
        self._accounts(world)
        campaign_things.add(world, self)
        complaint_things.add(world, self)
        customer_things.add(world, self)
        sourcing_things.add(world, self)
        self.joining = ways_in(world, self.by, self.path[3], self.meridian)
        for name, names in members.stage(self.by, self.meridian, self.blue_ridge, self.delta, self.odile).items():
            world.add(name, *({Who.WAITING_ADMIN, Who.WAITING} if name.startswith("vote:") else ()), **names)
        organization_things.add(world, self)
        conduct_things.add(world, self)
        enforcement_things.add(world, self)
        lawful_things.add(world, self)
        logbook.publish_head(by=self.by, now=NOW)
        publication_things.add(world, self)
        retention_things.add(world, self)
        witness_things.add(world, self)
        dno_things.add(world, self)

    def _hops(self, world: World) -> None:
        waiting = (Who.WAITING_ADMIN, Who.WAITING, Who.KEY)
        self.hop = staged.waiting(self.open)
        world.add("hop:waiting", *waiting, Who.LINK, hop=self.hop.public_id)
        world.add("hop:end", *waiting, hop=self.end.public_id)
        world.add("hop:answered", Who.DOWNSTREAM, hop=self.open.hops.get(position=2).public_id)
        world.add("hop:closed", Who.DOWNSTREAM, hop=self.closed.hops.get(position=2).public_id)
        world.add("hop:unnamed", hop=self.unsure.hops.get(position=3).public_id)
        world.add("hop:not_asked", hop=self.shunned.hops.get(position=3).public_id)
        token = capability.token_for(self.hop.links.get().nonce)
        world.add("token:waiting", *Who, token=token)
        world.add("traceback:open", traceback=self.open.public_id)
        world.add("traceback:closed", traceback=self.closed.public_id)
        file = self.end.answers.get().files.get()
        world.add("traceback:file", traceback=self.closed.public_id, file=file.pk)

    def _papers(self, world: World) -> None:
        ours = {"candidate": self.undecided.public_id}
        world.add("candidate:undecided", Who.SOURCE, **ours)
        world.add("candidate:of_another", candidate=self.of_another.public_id)
        world.add("candidate:accepted", candidate=self.accepted.public_id)
        world.add("candidate:file", Who.SOURCE, **ours, file=self.undecided.files.get().pk)
        world.add("source:ftc", Who.SOURCE, source=self.ftc.public_id)

    def _parties(self, world: World) -> None:
        def party(name: str, provider: Provider, *owners: Who, **more: Any) -> None:
            world.add(name, *owners, provider=provider.public_id, **more)

        party("provider:meridian", self.meridian, Who.WAITING_ADMIN, Who.WAITING)
        party("provider:blue_ridge", self.blue_ridge, Who.DOWNSTREAM)
        party("provider:pale", self.pale)
        party("provider:contact", self.meridian, Who.WAITING_ADMIN, kind="primary")
        told = {"since_on": date(2025, 1, 1), "evidence": "Secretary of State filing.", "by": self.by, "now": NOW}
        link = providers.link_control(controls=self.harbor, controlled=self.delta, **told)
        party("provider:control", self.delta, Who.OUTSIDER, link=link.pk)
        directory.things(world, self.meridian, self.ines, self.by)
        world.add("contact:mine", Who.WAITING_ADMIN, Who.OUTSIDER, kind="back-up")

    def _accounts(self, world: World) -> None:
        world.add("user:jules", Who.WAITING_ADMIN, user=self.jules.public_id)
        world.add("user:theo", user=self.theo.public_id)
        world.add("user:pat", user=self.pat.public_id)
        key, _ = make_key(self.dana, Scope.HOPS, label="old-1")
        world.add("key:meridian", Who.WAITING_ADMIN, key=key.public_id)
        self._webhooks(world)
        asked = {"email": "lee@meridian.example", "kind": Kind.PROVIDER, "role": Role.MEMBER}
        made = accounts.invite(**asked, party=self.meridian.public_id, by=of_user(self.dana), now=NOW)
        world.add("invitation:meridian", Who.WAITING_ADMIN, invitation=made.public_id)
        world.add("token:invitation", *Who, token=capability.token_for(made.nonce))
        passkey = people.make_passkey(self.dana)
        world.add("passkey:dana", Who.WAITING_ADMIN, staff=frozenset(), pk=passkey.pk)
        RecoveryCodes.activate(self.rosa)
        world.add("password:forged", *Who, uidb36="1", key="abc-0123456789")
        caught = CaughtMail.objects.create(envelope_to="noc@meridian.example", raw=b"Subject: x\r\n\r\n", caught_at=NOW)
        world.add("mail:caught", pk=caught.pk)

    def _webhooks(self, world: World) -> None:
        by = of_user(self.dana)
        for name in ("meridian", "disabled"):
            url = f"https://93.184.215.14/{name}"
            made, _ = webhooks.add_endpoint(url=url, events=["hop.asked"], by=by, now=NOW)
            owners = (Who.WAITING_ADMIN, Who.LOOK_UP_KEY)
            world.add(f"webhook:{name}", *owners, staff=frozenset(), webhook=made.public_id)
        webhooks.disable_endpoint(endpoint=made, by=by, now=NOW)

    def clients(self, world: World) -> None:
        signed_in = {
            Who.ADMIN: self.rosa, Who.TEAM: self.theo, Who.BARE: self.mara, Who.WAITING_ADMIN: self.dana,
            Who.WAITING: self.jules, Who.DOWNSTREAM: self.blair, Who.OUTSIDER: self.odile, Who.SOURCE: self.ines,
            Who.ORGANIZATION: self.maria,
        }  # fmt: skip
        assert set(signed_in) == PEOPLE | {Who.BARE}
        world.clients = {who: people.signed_in(user) for who, user in signed_in.items()}
        key, secret = make_key(self.dana, Scope.HOPS, label="lost")
        accounts.revoke_key(key=key, by=of_user(self.dana), now=NOW)
        late = staged.traced(self.path[:4], self.rosa, opened_at=NOW - timedelta(hours=60))
        world.clients |= {
            Who.NOBODY: Client(),
            Who.LINK: people.with_link(self.hop),
            Who.OTHER_LINK: people.with_link(staged.waiting(late)),
            Who.JOINING_LINK: holder_of(self.joining),
            Who.KEY: people.with_key(self.dana, Scope.HOPS, Scope.PROVIDERS),
            Who.LOOK_UP_KEY: people.with_key(
                self.dana, Scope.PROVIDERS, Scope.WEBHOOKS, Scope.CAMPAIGNS, Scope.DO_NOT_ORIGINATE
            ),
            Who.OUTSIDER_KEY: people.with_key(self.odile, Scope.HOPS, Scope.WEBHOOKS, Scope.CAMPAIGNS),
            Who.STAFF_KEY: people.with_key(self.rosa, *SCOPES[Kind.STAFF]),
            Who.SOURCE_KEY: people.with_key(self.ines, Scope.CANDIDATES, Scope.CAMPAIGNS),
            Who.REVOKED_KEY: Client(headers={"Authorization": f"Bearer {secret}"}),
        }
