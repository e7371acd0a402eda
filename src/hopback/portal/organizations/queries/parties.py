"""Who is meant by a name: somebody who signs in here, or nobody of us."""

from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Source


def party_called(name: str) -> str:
    """The public id of the one provider or source of exactly this name; "" where there is none, or several."""
    rows = [
        *Provider.objects.filter(name__iexact=name.strip()).values_list("public_id", flat=True)[:2],
        *Source.objects.filter(name__iexact=name.strip()).values_list("public_id", flat=True)[:2],
    ]
    return rows[0] if len(rows) == 1 else ""
