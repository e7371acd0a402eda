"""The world that the browser looks at: one object in each state worth seeing, made by real actions."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Role, Scope, User
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.demonstration import actions as demonstration
from hopback.portal.ground import capability
from hopback.portal.ground.uploads import judge
from hopback.portal.notices.models import CaughtMail
from hopback.portal.providers import actions as providers
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.webhooks import actions as webhooks
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.portal.webhooks.sending import Outcome
from hopback.wire.answers import AnswerIn
from hopback.wire.webhooks import EventType
from tests.browser import (
    campaign_staging,
    conduct_staging,
    customer_staging,
    directory,
    dno_staging,
    enforcement_staging,
    joining,
    lawful_staging,
    morning_staging,
    organization_staging,
    publication_staging,
    retention_staging,
    triage_staging,
    witness_staging,
)
from tests.browser.members import Members
from tests.browser.passkeys import registered
from tests.portal import factories as make
from tests.portal.tracebacks import staged

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class World:
    """`things`: the parts of an address by a name; `sessions`: the cookie of each person."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)
        self.things: dict[str, dict[str, Any]] = {}
        self.sessions: dict[str, str] = {}
        demonstration.mark(seed=1, by=SYSTEM, now=self.now - 12 * DAY)

    def build(self) -> dict[str, Any]:
        self._people()
        self._tracebacks()
        self._endings()
        self._papers()
        self._parties()
        self.things |= joining.ways_in(self.by, self.path[4], self.path[2], self.now)
        self._accounts()
        self._webhooks()
        campaign_staging.stage(self)
        told = (self.now, self.by, self.path, self.dana, self.odile, self.delta)
        self.things |= Members(*told).build()
        customer_staging.stage(self)
        triage_staging.stage(self)
        morning_staging.stage(self)
        organization_staging.stage(self)
        conduct_staging.stage(self)
        enforcement_staging.stage(self)
        lawful_staging.stage(self)
        publication_staging.stage(self)
        retention_staging.stage(self)
        witness_staging.stage(self)
        dno_staging.stage(self)
        self._sign_in()
        return {"things": self.things, "sessions": self.sessions}

    def _people(self) -> None:
        self.rosa = make.make_staff()
        self.theo = make.make_staff("Theo Lindqvist", role=Role.MEMBER)
        self.mara = make.make_staff("Mara Quint", role=Role.MEMBER, second_factor=False)
        self.by = of_user(self.rosa)
        self.path = staged.the_five()
        self.delta, self.pale = staged.listed("Delta Fibre"), staged.listed("Pale Moon Telecom")
        self.dana = make.make_provider_person(self.path[2])
        self.jules = make.make_provider_person(self.path[2], "Jules Pruitt", role=Role.MEMBER)
        self.odile = make.make_provider_person(self.delta, "Odile Marsh")
        self.pat = make.make_provider_person(self.path[2], "Pat Winslow", role=Role.MEMBER, is_active=False)
        self.ftc = make.make_source(kind="enforcement")
        self.ines = make.make_source_person(self.ftc)
        self.sales = make.make_source_person(make.make_source("USTelecom"), "Sal Reyes")

    def _traced(self, hops: int, ago: timedelta, **call: Any) -> Traceback:
        at = self.now - ago
        return staged.traced(self.path[:hops], self.rosa, opened_at=at, called_at=at - 3 * HOUR, **call)

    def _keep(self, name: str, traceback: Traceback, hop: Hop | None = None) -> None:
        self.things[name] = {"traceback": traceback.public_id}
        if hop is not None:
            self.things[f"hop:{name}"] = {"hop": hop.public_id}

    def _tracebacks(self) -> None:
        """The clockwork runs once, over the first, before the others exist."""
        late = self._traced(3, 12 * DAY)
        silent = staged.waiting(late)
        actions.tick(now=self.now - 5 * DAY)
        said = AnswerIn(kind="upstream", upstream=self.path[3].public_id)
        actions.answer(hop=silent, said=said, channel="page", by=staged.desk(silent), now=self.now - 4 * DAY)
        self._keep("reopened", late, silent)
        dead = self._traced(3, 11 * DAY)
        closed = staged.waiting(dead)
        actions.tick(now=self.now - 3 * DAY)
        self._keep("silent", dead, closed)
        for name, ago in (("open", 9 * HOUR), ("keyboard", 8 * HOUR)):
            traceback = self._traced(3, ago)
            self._keep(name, traceback, staged.waiting(traceback))
        self._link("open", "token:open")
        self._keep("overdue", overdue := self._traced(2, 4 * DAY), staged.waiting(overdue))
        unsure = self._traced(2, 10 * HOUR)
        contact = {"name": "Meridian Transit", "email": "noc@other.example", "phone": "+1 214 555 0143"}
        staged.answered(unsure, self.now - HOUR, kind="upstream", unlisted=contact)
        self._keep("identifying", unsure, staged.waiting(unsure))
        self._unreachable()

    def _link(self, name: str, token: str) -> None:
        hop = Hop.objects.get(public_id=self.things[f"hop:{name}"]["hop"])
        self.things[token] = {"token": capability.token_for(hop.links.latest("pk").nonce)}

    def _unreachable(self) -> None:
        traceback = self._traced(4, 13 * HOUR)
        hop = staged.waiting(traceback)
        for box in ("traceback", "noc"):
            told = {"address": f"{box}@harbor.example", "hard": True, "by": SYSTEM, "now": self.now - HOUR}
            actions.no_contact(hop=hop, **told)
        self._keep("no_contact", traceback, hop)

    def _last_says(self, traceback: Traceback, files: Any = (), **said: Any) -> Hop:
        hop, answer = staged.waiting(traceback), AnswerIn(**said)
        told = {"said": answer, "channel": "page", "by": staged.desk(hop), "now": self.now - HOUR, "files": files}
        actions.answer(hop=hop, **told)
        return hop

    def _endings(self) -> None:
        records = judge("records.csv", b"call,time\r\nTRK-01,13:41:27\r\n")
        found = self._traced(3, 20 * HOUR)
        end = self._last_says(found, [records], kind="originated", customer={"name": "Lark Dialing LLC"})
        self._keep("found", found, end)
        self.things["file"] = {"traceback": found.public_id, "file": end.answers.get().files.get().pk}
        denied = self._traced(3, 21 * HOUR)
        self._keep("contradicted", denied, self._last_says(denied, kind="not_found", searched="All switches."))
        self._link("contradicted", "token:over")
        withdrawn = self._traced(2, 22 * HOUR)
        actions.withdraw(traceback=withdrawn, reason="Told twice.", by=self.by, now=self.now - HOUR)
        self._keep("withdrawn", withdrawn)
        self._forward()
        reasons = "Has not answered six tracebacks in a row."
        providers.write_non_cooperative(provider=self.pale, reasons=reasons, by=self.by, now=self.now - 2 * DAY)
        shunned = staged.traced([*self.path[:2], self.pale], self.rosa, opened_at=self.now - 6 * HOUR)
        self._keep("shunned", shunned, shunned.hops.get(position=3))

    def _forward(self) -> None:
        """A1.10: who owns the number that people are told to call."""
        told = staged.candidate(self.path[2])
        Candidate.objects.filter(pk=told.pk).update(purpose=Candidate.Purpose.TRACE_FORWARD)
        told.refresh_from_db()
        traceback = actions.open_traceback(candidate=told, by=self.by, now=self.now - 5 * HOUR)
        staged.delivered(traceback, self.now - 5 * HOUR)
        self._keep("forward", traceback, staged.waiting(traceback))

    def _papers(self) -> None:
        details = {
            "calling": "202-555-0142", "called": "+16145550173", "called_at": self.now - DAY,
            "nature": "fraudulent", "evidence": "A recording.", "basis": "protection_222d2",
        }  # fmt: skip
        letter = [judge("letter.txt", b"They called again.\n")]
        told = {"source": self.ftc, "details": details, "by": of_user(self.ines), "now": self.now - HOUR}
        waiting = sourcing.submit_candidate(files=letter, **told)
        declined = staged.candidate(self.path[0], opens=False)
        accepted = staged.candidate(self.path[0])
        for name, one in (("undecided", waiting), ("declined", declined), ("accepted", accepted)):
            self.things[name] = {"candidate": one.public_id}
        self.things["letter"] = {"candidate": waiting.public_id, "file": waiting.files.get().pk}
        self.things["source"] = {"source": self.ftc.public_id}
        self.things["campaign"] = {"campaign": Campaign.objects.get().public_id}

    def _parties(self) -> None:
        for name, one in (("meridian", self.path[2]), ("sable", self.path[4]), ("pale", self.pale)):
            self.things[name] = {"provider": one.public_id}
        self.things["contact"] = {"provider": self.path[2].public_id, "kind": "primary"}
        self.things["own_contact"] = {"kind": "back-up"}
        told = {"since_on": date(2025, 1, 1), "evidence": "Secretary of State filing.", "by": self.by, "now": self.now}
        link = providers.link_control(controls=self.path[3], controlled=self.delta, **told)
        self.things["control"] = {"provider": self.delta.public_id, "link": link.pk}
        self.things |= directory.things(self.path, self.delta, self.ines, self.by, self.now)

    def _accounts(self) -> None:
        for name in ("theo", "jules", "pat"):
            self.things[name] = {"user": getattr(self, name).public_id}
        key, _ = make.make_key(self.dana, Scope.HOPS, label="old-1")
        self.things["key"] = {"key": key.public_id}
        asked = {"email": "lee@meridian.example", "kind": Kind.PROVIDER, "role": Role.MEMBER}
        made = accounts.invite(**asked, party=self.path[2].public_id, by=of_user(self.dana), now=self.now)
        self.things["invitation"] = {"invitation": made.public_id}
        self.things["token:invited"] = {"token": capability.token_for(made.nonce)}
        told = {"type": Authenticator.Type.WEBAUTHN, "data": {"name": "Blue key", "credential": registered()}}
        self.things["passkey"] = {"pk": Authenticator.objects.create(user=self.dana, **told).pk}
        RecoveryCodes.activate(self.rosa)
        self.things["forged"] = {"uidb36": "1", "key": "abc-0123456789"}
        self.things["mail"] = {"pk": _caught(self.now).pk}
        unknown = {"token": "aaaa-bbbb-cccc-dddd", "hop": "hop_222222222222", "traceback": "tb_222222222222"}
        self.things |= {f"no_{name}": {name: value} for name, value in unknown.items()}

    def _webhooks(self) -> None:
        """One that works and fails by turns, one that nothing was sent to, one that said 410."""
        by = of_user(self.dana)
        for name, path in (("webhook", "hopback"), ("webhook:new", "second"), ("webhook:gone", "third")):
            told = {"url": f"http://127.0.0.1:9/{path}", "events": ["hop.asked"], "by": by, "now": self.now - DAY}
            made, _ = webhooks.add_endpoint(**told)
            self.things[name] = {"webhook": made.public_id}
            fates = {"webhook": (Outcome(204, took_ms=41), Outcome(503, "Answered 503."), Outcome(None, "On its way"))}
            for fate in fates.get(name, (Outcome(410, "Answered 410."),) if "gone" in name else ()):
                self._sent(made, fate)

    def _sent(self, webhook: Endpoint, fate: Outcome) -> None:
        now = self.now - HOUR
        hops = {"event": EventType.HOP_ASKED, "party": webhook.party, "hop": "hop_222222222222"}
        webhooks.post(**hops, by=SYSTEM, now=now)
        row = webhook.deliveries.latest("pk")
        Delivery.objects.filter(event_id=row.event_id).exclude(pk=row.pk).delete()
        if fate.fault != "On its way":
            webhooks.claim(delivery=row, by=SYSTEM, now=now)
            settle = webhooks.accept if fate.is_accepted else webhooks.give_up if fate.is_gone else webhooks.put_off
            settle(delivery=row, outcome=fate, by=SYSTEM, now=now)

    def _sign_in(self) -> None:
        for name in ("rosa", "theo", "mara", "dana", "jules", "odile", "ines", "sales", "maria"):
            user: User = getattr(self, name)
            self.sessions[name] = make.sign_in(Client(), user).cookies["sessionid"].value


def _caught(now: datetime) -> CaughtMail:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "traceback@stp.example", "noc@meridian.example", "Traceback TB-2026-1"
    mail.set_content("Who sent you this call?\n")
    mail.add_alternative('<!doctype html><html lang="en"><title>x</title><p>Who sent you this call?</p>', "html")
    return CaughtMail.objects.create(envelope_to="noc@meridian.example", raw=bytes(mail), caught_at=now)
