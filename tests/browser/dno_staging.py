"""The registry in each state worth seeing: listed, asked, in conflict, removed; one round open, one used."""

from datetime import timedelta
from typing import Any

from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.queries import versions
from hopback.portal.ground import actions as ground
from hopback.portal.ground import capability
from hopback.portal.ground.uploads import judge
from hopback.portal.sourcing.models import Source
from tests.portal.do_not_originate import staged
from tests.portal.factories import make_source

DAY = timedelta(days=1)


def stage(world: Any) -> None:
    """Meridian is a Steering member and reads; First Lakes Bank asks."""
    by, then = world.by, world.now - 190 * DAY
    day = {"letter_on": (then - 20 * DAY).date()}
    letter = judge("letter.txt", b"We authorise it.\n")
    many = "\n".join(f"800-555-01{number:02}" for number in range(40, 70))
    office = staged.listed(staged.requested(by, then, f"{many}\n+1202555*", letter=letter, **day), by, then)
    shop = {"name": "Corner Shop", "contact_email": "jo@shop.example", **day}
    gone = staged.listed(staged.bank(by, then, "877-555-0120", **shop), by, then)
    clinic = {"name": "Lakeside Clinic", "contact_email": "ann@clinic.example", "calls_a_day": 4_000, **day}
    disputed = staged.listed(staged.bank(by, then, "877-555-0130", **clinic), by, then)
    ground.sweep(by=SYSTEM, now=world.now - 2 * DAY)
    world.things |= {
        "dno:office": {"listing": office.public_id},
        "dno:disputed": {"listing": disputed.public_id},
        "dno:gone": {"listing": gone.public_id},
    }
    _rounds(world, office, disputed)
    _asked(world)
    _papers(world, office, gone, disputed)


def _rounds(world: Any, office: Any, disputed: Any) -> None:
    opened, used = office.recipient.confirmations.get(), disputed.recipient.confirmations.get()
    staged.confirmed(used, world.now - DAY)
    for name, one in (("open", opened), ("used", used)):
        world.things[f"token:round:{name}"] = {"token": capability.token_for(staged.link_of(one).nonce)}
    world.things["dno:recipient:office"] = {"recipient": office.recipient.public_id}


def _asked(world: Any) -> None:
    by, now = world.by, world.now
    ready = staged.requested(by, now - DAY, "800-555-0199")
    actions.answer_tests(listing=ready, findings=staged.findings(substantial="Forty a day."), by=by, now=now)
    bank = Source.objects.get(name="First Lakes Bank")
    own = staged.bank(by, now - DAY, "888-555-0110 to 888-555-0119", source=bank, served_by=world.path[2])
    shop = staged.bank(by, now, "888-555-0177", name="Second Street Shop", contact_email="lee@second.example")
    told = {"cents": 90_000, "every_months": 6, "agreed_with": "Maria Okafor", "from_on": now.date(), "by": by}
    actions.agree_charge(recipient=own.recipient, **told, now=now)
    world.things |= {
        "dno:ready": {"listing": ready.public_id},
        "dno:own": {"listing": own.public_id},
        "dno:shop": {"listing": shop.public_id},
        "dno:recipient:bank": {"recipient": own.recipient.public_id},
    }


def _papers(world: Any, office: Any, gone: Any, disputed: Any) -> None:
    by, now, dana = world.by, world.now, of_user(world.dana)
    for listing in (office, gone):
        actions.report_implementation(listing=listing, implemented_on=(now - 9 * DAY).date(), by=dana, now=now)
    actions.remove_listing(listing=gone, why="other", because="The shop was sold.", by=by, now=now)
    said = {"kind": "outgoing", "number": "+18775550130", "words": "Forty calls on Monday.", "by": dana}
    found = actions.raise_conflict(listing=disputed, **said, now=now)
    actions.give_statistics(counts=[("+18775550130", 312)], by=dana, now=now)
    actions.take_copy(content=versions.content(versions.current(), None), form="kamailio", by=dana, now=now)
    clear = staged.analytics(by, now=now)
    make_source("Second Analytics", kind="analytics")
    world.things |= {"dno:conflict": {"conflict": found.public_id}, "dno:reader": {"source": clear.public_id}}
