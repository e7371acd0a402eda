"""The candidate a traceback is opened from."""

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Candidate


def the_candidate(viewer: Viewer, public_id: str) -> Candidate:
    """Staff only; Http404 where there is none."""
    found = Candidate.objects.filter(public_id=public_id).first() if viewer.is_staff else None
    if found is None:
        raise Http404
    return found
