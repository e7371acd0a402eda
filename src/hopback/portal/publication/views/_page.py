"""What the pages of this room share."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse

from hopback.policy.article_3_traceback.publication import Audience, What
from hopback.portal.logbook.actions import canonical

from .. import charts
from ..queries.composing import TEXTS


def what_of(word: str) -> What:
    """Http404 for a word of nobody's."""
    if word not in What:
        raise Http404
    return What(word)


def audience_of(word: str) -> Audience:
    if word not in Audience:
        raise Http404
    return Audience(word)


def shown(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body for the template `publication/_body.html`."""
    drawn = charts.of(body)
    tables = [(name, table, drawn.get(name)) for name, table in body["tables"].items()]
    texts = body.get("texts", {})
    return {
        "body": body,
        "tables": tables,
        "years": drawn.get("years"),
        "legend": charts.legend(body),
        "texts": [(label, texts[name]) for name, label in TEXTS.items() if texts.get(name)],
        "key": [(row["label"], _cells(row["values"])) for row in body["key"]["rows"]],
        "large": [(row["label"], row["values"][-1]) for row in body["key"]["rows"][:5]],
    }


def _cells(values: Sequence[Any]) -> list[Any]:
    return ["–" if value in (None, "") else value for value in values]


def printed(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def as_json(name: str, body: Mapping[str, Any]) -> HttpResponse:
    """Canonical where it can be: whoever computes the fingerprint of what they got gets ours."""
    response = HttpResponse(canonical(dict(body)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response
