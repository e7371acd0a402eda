"""What every action of this room begins with."""

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer

from ..models import Candidate


def only_staff(by: Viewer) -> None:
    """For everybody else there is no such thing."""
    if not by.is_staff and by.kind != "system":
        raise Http404


def hold(candidate: Candidate) -> Candidate:
    """Lock the candidate until the transaction ends and read it as it is now."""
    return Candidate.objects.select_for_update(of=("self",)).select_related("incident", "source").get(pk=candidate.pk)
