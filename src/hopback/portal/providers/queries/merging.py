"""Entries of the directory that are one provider: which entry stands for which, and what a merge would show to whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..following import followers
from ..models import Merge, Provider


def merged_away() -> Exists:
    """Whether a row of Provider is an earlier entry of another."""
    return Exists(Merge.objects.filter(gone=OuterRef("pk"), undone_at=None))


def listed(rows: QuerySet[Provider] | None = None) -> QuerySet[Provider]:
    """Without the earlier entries: those that are found, named and asked."""
    return (Provider.objects.all() if rows is None else rows).exclude(merged_away())


def survivor_of(provider: Provider) -> Provider:
    """The entry that stands for this one, through any number of merges; itself where it was never merged."""
    into = dict(Merge.objects.filter(undone_at=None).values_list("gone", "kept"))
    pk = provider.pk
    while pk in into:
        pk = into[pk]
    return provider if pk == provider.pk else Provider.objects.get(pk=pk)


def leads_to(viewer: Viewer, public_id: str) -> Provider | None:
    """Where an old public id leads: staff to the survivor, people to their own where they came with that entry."""
    merges = Merge.objects.filter(gone__public_id=public_id, undone_at=None).select_related("gone")
    if not viewer.is_staff and viewer.kind == Kind.PROVIDER:
        merges = merges.filter(joined=True)
    elif not viewer.is_staff:
        return None
    found = merges.first()
    kept = survivor_of(found.gone) if found else None
    return kept if kept and (viewer.is_staff or kept.public_id == viewer.party) else None


@dataclass(frozen=True, slots=True)
class Stand:
    """One side. `readers`: people, invitations, keys and webhooks; `seen`: requests and contacts that those read."""

    provider: Provider
    readers: int
    seen: int


@dataclass(frozen=True, slots=True)
class Widening:
    """Who would see what they could not see before."""

    gone: Stand
    kept: Stand

    @property
    def sentences(self) -> list[str]:
        """Empty where nobody would see more: then everything follows without a decision."""
        said = []
        if self.kept.readers and self.gone.seen:
            said.append(_would_see(self.kept, self.gone))
        if self.gone.readers:
            said.append(_would_see(self.gone, self.kept))
        if self.gone.readers and self.kept.readers:
            said.append("The administrators of both would keep the people, keys and webhooks of both.")
        return said


def _would_see(who: Stand, what: Stand) -> str:
    readers = f"{who.readers} {'person, key or webhook' if who.readers == 1 else 'people, keys and webhooks'}"
    return f"{readers} of {who.provider.name} would see what was asked of {what.provider.name}, and its contacts."


def widening(gone: Provider, kept: Provider) -> Widening:
    return Widening(_stand(gone), _stand(kept))


def _stand(provider: Provider) -> Stand:
    rules = followers()
    readers = sum(rule.of(provider).count() for rule in rules if rule.reads)
    seen = sum(rule.of(provider).filter(rule.seen).count() for rule in rules if rule.seen is not None)
    return Stand(provider, readers, seen)


def merges_of(provider: Provider) -> Iterable[Merge]:
    """What was merged into it, the undone ones too."""
    return Merge.objects.filter(kept=provider).select_related("gone").order_by("-pk")
