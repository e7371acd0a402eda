"""What a provider of the world says, as the message that the portal takes."""

from collections.abc import Mapping

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.wire.answers import AnswerIn, ContactDetails, Customer
from hopback.world import Reply

from .stage import Stage

CALLED_HERE = {"nature_of_business": "business", "federal_tax_id": "tax_id"}


def said(reply: Reply, stage: Stage) -> AnswerIn:
    """The world's reply as an answer."""
    row = stage.rows.get(reply.upstream) if reply.upstream else None
    return AnswerIn(
        kind=AnswerKind(reply.kind.value),
        upstream=row.public_id if row else "",
        unlisted=_details(reply) if row is None else None,
        trunk=reply.trunk,
        source_ip=reply.source_ip or None,
        call_id=reply.call_id,
        calling_as_received=reply.calling_as_received,
        called_as_received=reply.called_as_received,
        attestation=reply.attestation,
        customer=_customer(reply.vetting) if reply.vetting else None,
        searched=reply.searched,
        reason=reply.reason,
    )


def _customer(vetting: Mapping[str, str]) -> Customer:
    return Customer(**{CALLED_HERE.get(name, name): text for name, text in vetting.items()})


def _details(reply: Reply) -> ContactDetails | None:
    given = reply.unlisted
    if given is None:
        return None
    return ContactDetails(name=given.name, email=given.email, phone=given.phone, country=given.country)
