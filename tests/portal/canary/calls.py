"""Calls whose every word is a canary, and what providers say of them."""

import base64
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.ground.uploads import Upload, judge
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Delivery
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate, Source
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Answer, Hop, Traceback
from hopback.wire.answers import AnswerIn

from .birds import Aviary
from .parties import Parties

INCIDENT, CANDIDATE, ANSWER = "sourcing.IncidentData", "sourcing.Candidate", "tracebacks.Answer"
CUSTOMER = ("name", "location", "contact", "email", "incorporated_in", "tax_id", "business", "payment")
MINUTE = timedelta(minutes=1)


class Calls:
    """Says calls and answers; `now` goes on by itself, a minute each time."""

    def __init__(self, birds: Aviary, parties: Parties, now: datetime) -> None:
        self.birds, self.parties, self.now = birds, parties, now
        self.by = parties.by
        self.asked: dict[str, set[str]] = {}
        self.rows: dict[str, Traceback] = {}
        self.campaigns: dict[str, str] = {}  # the canary in its name: its public id

    def later(self, **span: float) -> datetime:
        self.now += timedelta(**span) if span else MINUTE
        return self.now

    # ---- the call ---------------------------------------------------------------------------------

    def candidate(
        self, about: str, first: Provider | None, source: Source, asked: Iterable[Provider], **more: Any
    ) -> Candidate:
        knows = {source.public_id, *(provider.public_id for provider in asked)}
        self.asked[about] = knows - {source.public_id}
        details = self._incident(about, source, knows) | self._reasons(about, source) | more
        details["first_provider"] = first
        files = [self._file(f"{self._word('sourcing.EvidenceFile.name', about, source)}.txt", about, source)]
        by = of_user(self.parties.people[source.public_id])
        by = Viewer(kind=Kind.SOURCE, name=self._word(f"{CANDIDATE}.submitted_by", about, source), party=by.party)
        return sourcing.submit_candidate(source=source, details=details, files=files, by=by, now=self.later())

    def _word(self, path: str, about: str, *of: Any) -> str:
        return self.birds.word(path, [one if isinstance(one, str) else one.public_id for one in of], about)

    def _file(self, name: str, about: str, source: Source) -> Upload:
        content = f"Letter {self._word('sourcing.EvidenceFile.content', about, source)}\n"
        return judge(name, content.encode())

    def _incident(self, about: str, source: Source, knows: set[str]) -> dict[str, Any]:
        def word(name: str) -> str:
            return self._word(f"{INCIDENT}.{name}", about, source)

        called = self.birds.number(f"{INCIDENT}.called_raw", knows, about)
        calling = self.birds.number(f"{INCIDENT}.calling_raw", knows, about)
        own = [source.public_id]
        return {
            "called": f"+1 {called[:3]} {called[3:6]} {called[6:]}",
            "calling": f"({calling[:3]}) {calling[3:6]}-{calling[6:]}",
            "called_at": self.now - timedelta(days=2),
            "source_ip": self.birds.address(f"{INCIDENT}.source_ip", own, about),
            "called_ip": self.birds.address(f"{INCIDENT}.called_ip", own, about),
            "originating_point_code": word("originating_point_code"),
            "destination_point_code": word("destination_point_code"),
            "sip_anomalies": word("sip_anomalies"),
            "spoofing_evidence": word("spoofing_evidence"),
            "identity_header": passport(called, word("identity_header")),
        }

    def _reasons(self, about: str, source: Source) -> dict[str, Any]:
        return {
            "nature": "fraudulent",
            "evidence": f"A recording, {self._word(f'{CANDIDATE}.evidence', about, source)}.",
            "basis": "customer_approval",
            "approval": f"The subscriber, {self._word(f'{CANDIDATE}.approval', about, source)}.",
            "campaign": self.campaign(about, source),
        }

    def campaign(self, about: str, source: Source) -> Campaign:
        name = self.birds.word("sourcing.Campaign.name", {source.public_id, *self.asked[about]})
        message = f"Press one, {self._word('sourcing.Campaign.message', '')}."
        return sourcing.open_campaign(
            name=f"Benefits {name}", message=message, volume_a_month=9, by=self.by, now=self.now
        )

    def open(self, about: str, first: Provider, source: Source, *asked: Provider, **more: Any) -> Traceback:
        """Submitted, decided, opened, and the first provider's clock runs."""
        return self.decided(about, self.candidate(about, first, source, (first, *asked), **more))

    def decided(self, about: str, candidate: Candidate) -> Traceback:
        tests = ("credible_source", "nature", "warrants_resources")
        whys = {f"{test}_why": self._word(f"sourcing.DueDiligence.{test}_why", about) for test in tests}
        decided = dict.fromkeys(tests, True) | whys
        sourcing.decide(candidate=candidate, **decided, by=self.by, now=self.later())
        self.rows[about] = actions.open_traceback(candidate=candidate, by=self.by, now=self.later())
        self.delivered(about)
        return self.rows[about]

    # ---- the answers ------------------------------------------------------------------------------

    def delivered(self, about: str) -> None:
        """The outbox leaves: each server says its own word."""
        waiting = Delivery.objects.filter(accepted_at=None, failed_at=None).select_related("notice")
        for delivery in waiting:
            reply = f"250 OK {self._word('notices.Delivery.reply', about)}"
            notices.accept(delivery=delivery, reply=reply, by=SYSTEM, now=self.later())

    def waiting(self, about: str) -> Hop:
        return Hop.objects.waiting().select_related("provider", "traceback").get(traceback=self.rows[about])

    def answer(
        self, about: str, kind: str, *, channel: str = "page", correct: Hop | None = None, **more: Any
    ) -> Answer:
        """The provider that is waited for answers with every field; or corrects what it said."""
        hop = correct or self.waiting(about)
        assert hop.provider is not None
        who = hop.provider.public_id
        said = AnswerIn(kind=kind, **self.said(about, who), **more)  # type: ignore[arg-type]
        name = self._word(f"{ANSWER}.answered_by", about, who)
        by = Viewer(kind="provider", name=f"Desk {name}", party=who)
        if correct:
            given = actions.correct(hop=hop, said=said, channel=channel, by=by, now=self.later())
        else:
            files = [self._records(about, who)]
            given = actions.answer(hop=hop, said=said, channel=channel, by=by, now=self.later(), files=files)
        self.delivered(about)
        return given

    def said(self, about: str, who: str) -> dict[str, Any]:
        def word(name: str) -> str:
            return self._word(f"{ANSWER}.{name}", about, who)

        called = self.birds.number(f"{ANSWER}.called_as_received", [who], about)
        return {
            "trunk": f"TRK {word('trunk')}",
            "source_ip": self.birds.address(f"{ANSWER}.source_ip", [who], about),
            "originating_point_code": word("originating_point_code"),
            "destination_point_code": word("destination_point_code"),
            "call_id": f"{word('call_id')}@sbc.example",
            "calling_as_received": f"+1-{self.birds.number(f'{ANSWER}.calling_as_received', [who], about)}",
            "called_as_received": f"sip:+1{called}@sbc.example",
            "passport": passport(called, word("passport")),
            "mitigation": "warned",
            "mitigation_note": f"Wrote to them, {word('mitigation_note')}.",
            "comment": f"Seen on our gateway, {word('comment')}.",
        }

    def _records(self, about: str, who: str) -> Upload:
        name = f"{self._word('tracebacks.AnswerFile.name', about, who)}.csv"
        return judge(name, f"call,time\r\n{self._word('tracebacks.AnswerFile.content', about, who)},1\r\n".encode())

    def customer(self, about: str, who: Provider) -> dict[str, str]:
        return {part: f"The {self._word(f'{ANSWER}.vetting:{part}', about, who)}" for part in CUSTOMER}

    def unlisted(self, about: str, who: Provider, **more: str) -> dict[str, str]:
        """An upstream provider as its downstream describes it."""
        return {
            "name": f"Quartz {self._word(f'{ANSWER}.contact:name', about, who)}",
            "email": f"{self._word(f'{ANSWER}.contact:email', about, who)}@quartz.example",
            "phone": f"+1{self.birds.number(f'{ANSWER}.contact:phone', [who.public_id], about)}",
            "country": "US",
        } | more


def passport(called: str, word: str) -> str:
    """A signature as it stands in an Identity header: the called number and more, base64."""
    said = {"dest": {"tn": [f"1{called}"]}, "origid": word, "orig": {"tn": "12025550100"}}
    parts = [{"alg": "ES256", "ppt": "shaken", "typ": "passport"}, said]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return f"{'.'.join(coded)}.c2lnbmVk;info=<https://certs.example/{word}.pem>;ppt=shaken"
