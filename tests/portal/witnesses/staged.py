"""An address that somebody entered, and one that was confirmed."""

from datetime import datetime

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.witnesses import actions
from hopback.portal.witnesses.models import Witness

SOMEBODY = Viewer(kind="guest", name="Somebody")


def asked(address: str, now: datetime, by: Viewer = SOMEBODY) -> Witness:
    actions.ask(address=address, by=by, now=now)
    return Witness.objects.get(address=address, ended_at=None)


def link_of(witness: Witness, purpose: str = actions.CONFIRM) -> MailedLink:
    return MailedLink.objects.filter(about=witness.public_id, purpose=purpose).latest("pk")


def confirmed(address: str, now: datetime) -> Witness:
    witness = asked(address, now)
    link = link_of(witness)
    actions.confirm(witness=witness, link=link, by=of_mailed_link(link, name="A witness"), now=now)
    witness.refresh_from_db()
    return witness
