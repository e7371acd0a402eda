"""A traceback opens from a candidate whose due diligence held (A3.1, A4.3), and can be withdrawn."""

from datetime import datetime

from django.db import connection, transaction

from hopback.policy.article_3_traceback.initiation_and_tracking import HopEvent, Status
from hopback.policy.article_3_traceback.organization_requests import check_certification
from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import Prepared, add_rows, run
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing.models import Candidate

from ..models import Hop, Traceback
from ..queries.certified import certification_of, given
from ..queries.path import hops_on
from ..refusals import AlreadyOpened, NobodyToAsk, NoDueDiligence
from .asking import ask
from .closing import end_withdrawn
from .moves import hold_traceback, move, only_staff
from .telling import tell_closed


@transaction.atomic
def open_traceback(*, candidate: Candidate, by: Viewer, now: datetime) -> Traceback:
    """Open the traceback of a candidate and ask the terminating provider (A3.1, A3.13, A4.1-A4.3)."""
    only_staff(by)
    candidate = _hold(candidate)
    _warranted(candidate)
    traceback = Traceback(
        number=_next_number(now),
        candidate=candidate,
        owner=User.objects.filter(pk=by.user_id).first() if by.user_id else None,
        opened_by=by.name,
        opened_at=now,
    )
    add_rows([traceback])
    logbook.record(
        by=by,
        now=now,
        verb="traceback.opened",
        traceback=traceback.public_id,
        about=candidate.public_id,
        number=traceback.number,
        purpose=candidate.purpose,
        basis=candidate.basis,
        certification=certification_of(candidate),
        source=candidate.source.name,
        nature=candidate.nature,
    )
    ask(traceback, candidate.first_provider, downstream=None, by=by, now=now)
    return traceback


def _hold(candidate: Candidate) -> Candidate:
    """Lock it until the transaction ends and read it, with all that hangs on it, as it is now."""
    if connection.features.has_select_for_update:
        run("SELECT 1 FROM sourcing_candidate WHERE id = %s FOR UPDATE", [candidate.pk])
    held = _HELD.first(pk=candidate.pk)
    if held is None:
        raise Candidate.DoesNotExist
    return held


_HELD = Prepared(
    lambda pk: Candidate.objects.filter(pk=pk).select_related(
        "incident", "campaign", "source", "first_provider", "due_diligence", "opened", "certification"
    ),
    pk=int,
)


def _warranted(candidate: Candidate) -> None:
    decision = getattr(candidate, "due_diligence", None)
    if decision is None:
        raise NoDueDiligence("Record the due diligence of this candidate first: the three tests, each with its reason.")
    if not decision.opens:
        raise NoDueDiligence("This candidate was declined. Submit it again if there is something new.")
    if hasattr(candidate, "opened"):
        raise AlreadyOpened(f"This candidate is already traced as {candidate.opened.number}.")
    if candidate.first_provider is None:
        raise NobodyToAsk("Say which provider's customer received the call: it is asked first.")
    if candidate.source.kind == SourceKind.ORGANIZATION:
        check_certification(given(candidate))


def _next_number(now: datetime) -> str:
    """TB-2026-04182: the year and a running number. Held unique by the database."""
    start = f"TB-{now.year}-"
    last = run("SELECT MAX(number) FROM tracebacks_traceback WHERE number LIKE %s", [f"{start}%"])[0][0]
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:05d}"


@transaction.atomic
def withdraw(*, traceback: Traceback, reason: str, by: Viewer, now: datetime) -> None:
    """Stop a traceback that should not have been begun; the waiting provider need not answer."""
    only_staff(by)
    traceback = hold_traceback(traceback)
    if traceback.closed_at:
        raise AlreadyOpened(f"{traceback.number} is closed already; there is nothing to withdraw.")
    for hop in Hop.every.filter(traceback=traceback).waiting():
        move(hop, HopEvent.WITHDRAWN, now=now)
    end_withdrawn(traceback, now=now)
    logbook.record(
        by=by,
        now=now,
        verb="traceback.withdrawn",
        traceback=traceback.public_id,
        reason=reason,
        status=Status.WITHDRAWN.value,
    )
    beside = list(Hop.every.filter(traceback=traceback, second_end=True).select_related("provider"))
    tell_closed([*hops_on(traceback), *beside], by=by, now=now)
