"""Reports as they were published, and those in the making (A3.9)."""

import hashlib
from typing import Any

import rfc8785
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from hopback.policy.article_3_traceback.publication import What
from hopback.portal.accounts.viewer import Viewer

from ..models import Draft, Report

ORDER = ("-first_on", "-span", "-edition")


def current() -> QuerySet[Report]:
    """Of each period the last edition."""
    later = Report.objects.filter(span=OuterRef("span"), first_on=OuterRef("first_on"), edition__gt=OuterRef("edition"))
    return Report.objects.filter(~Exists(later)).order_by(*ORDER)


def editions(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(span=report.span, first_on=report.first_on).order_by("-edition")


def visible_to(viewer: Viewer | None, shown: "dict[What, Any]") -> QuerySet[Report]:
    """Staff see every edition; whoever is shown results sees the last ones. `shown`: of `switches.open_to`."""
    if viewer is not None and viewer.is_staff:
        return Report.objects.order_by(*ORDER)
    return current() if What.RESULTS in shown else Report.objects.none()


def the_draft(public_id: str) -> Draft:
    found = Draft.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def fingerprint(body: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON (RFC 8785): anybody who has the JSON can compute it."""
    return hashlib.sha256(rfc8785.dumps(body)).hexdigest()


def whole(draft: Draft) -> dict[str, Any]:
    """The body as it would be published: with the texts, and the reason of each provider that refused."""
    refused = [
        {"name": one["name"], "reason": draft.reasons.get(one["provider"], "")} for one in draft.body.get("refused", [])
    ]
    texts = {name: text for name, text in draft.texts.items() if text}
    return draft.body | {"texts": texts} | ({"refused": refused} if "refused" in draft.body else {})
