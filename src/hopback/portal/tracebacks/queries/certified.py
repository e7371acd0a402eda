"""What an organisation certified, repeated to every provider that is asked for its traceback (A3.13)."""

from hopback.policy.article_3_traceback import organization_requests as policy
from hopback.portal.sourcing.models import Candidate


def certification_of(candidate: Candidate) -> str:
    """For the page, the mail and the machine: one sentence or two, the same for each provider of the path."""
    return policy.repeated(candidate.basis, given(candidate))


def given(candidate: Candidate) -> policy.Certification | None:
    row = getattr(candidate, "certification", None)
    if row is None:
        return None
    by = f"{row.certified_by}, for {row.organization}"
    return policy.Certification(policy.CertificationKind(row.kind), row.statement, by)
