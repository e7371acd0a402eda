"""What the directory keeps, as addresses name it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.providers import actions
from hopback.portal.providers.models import Provider
from tests.portal.factories import NOW, make_provider

from .people import Who

if TYPE_CHECKING:
    from .world import World

OWN = (Who.WAITING_ADMIN, Who.WAITING)


def things(world: "World", meridian: Provider, ines: User, by: Viewer) -> None:
    told = {"kind": "network", "value": "198.51.100.0/28", "source": "A letter.", "by": by, "now": NOW}
    held = actions.add_particular(provider=meridian, **told)
    world.add("provider:particular", *OWN, provider=meridian.public_id, particular=held.pk)
    content = b"frn,business_name,implementation,robocall_mitigation_contact_name\n0021876543,%s,Yes,Lee Marsh\n"
    file = actions.keep_file(name="rmd.csv", content=content % meridian.name.encode(), by=by, now=NOW)
    actions.import_file(file=file, by=by, now=NOW)
    proposed = meridian.proposed_contacts.get()
    world.add("provider:proposed", *OWN, provider=meridian.public_id, proposed=proposed.pk)
    world.add("import:ocns", file=file.public_id)
    _contact_list(world, meridian, ines, by)
    _entries(world, by)


def _contact_list(world: "World", meridian: Provider, ines: User, by: Viewer) -> None:
    """Meridian agreed to the policies; the Commission's request is granted, a letter waits."""
    actions.agree(provider=meridian, signed_by="Dana Whitfield", by=by, now=NOW)
    told = {"email": "ines@ftc.gov", "purpose": "An investigation.", "now": NOW}
    asked = actions.ask_for_contact_list(**told, by=of_user(ines))
    until = NOW.date() + timedelta(days=3650)
    actions.decide_contact_list(request=asked, granted=True, because="A case.", until_on=until, by=by, now=NOW)
    letter = actions.ask_for_contact_list(**told, agency="A State", asked_by="Ada", by=by)
    for name, one in (("request:granted", asked), ("request:waiting", letter)):
        world.add(name, request_id=one.public_id)


def _entries(world: "World", by: Viewer) -> None:
    """Two that are alike, and an entry that was merged."""
    gulf, gulfs, golf = (make_provider(name) for name in ("Gulf Holding", "Gulf Holding Ltd.", "Golf Holding"))
    world.add("pair:both", gone=gulf.public_id, kept=gulfs.public_id)
    made = actions.merge_providers(gone=golf, kept=gulfs, because="One address.", by=by, now=NOW)
    world.add("merge:gulf", merge=made.public_id)
