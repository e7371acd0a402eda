"""A newspaper keeps the heads of the log: it entered an address, confirmed it, and is mailed one each day (A3.5)."""

from datetime import datetime, timedelta

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.witnesses import actions
from hopback.portal.witnesses.models import Witness

from .people import NEWSPAPER
from .script import Scripted


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(days=3, hours=2), _entered)


def _entered(then: datetime) -> None:
    actions.ask(address=NEWSPAPER, by=Viewer(kind="guest", name="Somebody"), now=then)
    witness = Witness.objects.get(address=NEWSPAPER)
    link = MailedLink.objects.get(about=witness.public_id)
    by = of_mailed_link(link, name="A witness")
    actions.confirm(witness=witness, link=link, by=by, now=then + timedelta(minutes=4))
