"""What follows from a path that is known: customers named (XA.4), and providers asked what they did (XA.5)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.appendix_a_mitigation import NamedAs, named_as, settles
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.policy.article_3_traceback.designations import designations
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.tracebacks.queries.path import hops_on, last_answer, policy_path

from ..models import Customer, Mitigation, Naming, Report
from .mitigation import ASK, ask


@transaction.atomic
def take_up(*, traceback: Traceback, by: Viewer, now: datetime) -> None:
    """Each time a traceback closes: whoever is named then is asked, whoever is named no longer is not asked again."""
    if traceback.candidate.purpose == Candidate.Purpose.TRACE_FORWARD:
        return
    rows = hops_on(traceback)
    named = {
        row.pk: (row, role)
        for row, given in zip(rows, designations(policy_path(rows)), strict=True)
        if row.provider is not None and (role := named_as(given))
    }
    before = Mitigation.objects.filter(hop__traceback=traceback)
    for gone in before.filter(withdrawn_at=None).exclude(hop__in=named):
        _withdraw(gone, by=by, now=now)
    known = {one.hop_id: one for one in before}
    for pk, (row, role) in named.items():
        _take_up(row, role, known.get(pk), by=by, now=now)
    for row in rows:
        _name(row, by=by, now=now)


def _take_up(row: Hop, role: NamedAs, known: Mitigation | None, *, by: Viewer, now: datetime) -> None:
    if known is not None and known.withdrawn_at is None:
        return
    if known is not None:
        known.withdrawn_at, known.named_as = None, role.value
        known.save(update_fields=["withdrawn_at", "named_as"])
        mitigation = known
    else:
        mitigation = Mitigation.objects.create(hop=row, provider=row.provider, named_as=role.value, asked_at=now)
        _take_from_answer(mitigation, row)
    told = {"traceback": row.traceback.public_id, "hop": row.public_id, "about": mitigation.public_id}
    provider = mitigation.provider.name
    logbook.record(by=by, now=now, verb="mitigation.opened", provider=provider, named_as=role.value, **told)
    last = mitigation.reports.last()
    if last is None or not settles(Did(last.did)):
        ask(mitigation, by=by, now=now)


def _take_from_answer(mitigation: Mitigation, row: Hop) -> None:
    """What the answer itself said of action taken is not asked once more."""
    said = last_answer(row)
    if said is not None and settles(Did(said.mitigation)):
        Report.objects.create(
            mitigation=mitigation,
            did=said.mitigation,
            note=said.mitigation_note,
            channel="answer",
            said_by=said.answered_by,
            said_at=said.answered_at,
        )


def _withdraw(mitigation: Mitigation, *, by: Viewer, now: datetime) -> None:
    mitigation.withdrawn_at = now
    mitigation.save(update_fields=["withdrawn_at"])
    ground.drop_appointments(kinds=[ASK], about=mitigation.public_id, by=by, now=now)
    logbook.record(
        by=by,
        now=now,
        verb="mitigation.withdrawn",
        hop=mitigation.hop.public_id,
        traceback=mitigation.hop.traceback.public_id,
        about=mitigation.public_id,
        provider=mitigation.provider.name,
    )


def _name(row: Hop, *, by: Viewer, now: datetime) -> None:
    """The customer an origin names is a new one until staff say whom it is the same as (XA.4)."""
    said = last_answer(row)
    if said is None or said.kind != AnswerKind.ORIGINATED or not said.vetting:
        return
    if Naming.objects.filter(hop=row).exists():
        return
    customer = Customer.objects.create(opened_at=now)
    Naming.objects.create(customer=customer, hop=row, named_at=said.answered_at)
    told = {"traceback": row.traceback.public_id, "hop": row.public_id, "about": customer.public_id}
    provider = row.provider.name if row.provider else ""
    logbook.record(by=by, now=now, verb="customer.named", provider=provider, **told)
