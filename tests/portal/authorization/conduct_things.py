"""Findings for the matrix: one proposed about Meridian; two that stand: Elm Hollow's, and Ash Creek's, contested."""

from typing import TYPE_CHECKING, Any

from hopback.portal.accounts.models import MailedLink, Role
from hopback.portal.accounts.viewer import of_user
from hopback.portal.conduct import actions
from hopback.portal.ground import capability
from tests.portal.conduct.acting import proposed_on, standing_of
from tests.portal.factories import NOW, make_staff

from .people import Who

if TYPE_CHECKING:
    from .world import World


def add(world: "World", story: Any) -> None:
    proposed = proposed_on(story.meridian, "origin", by=story.by, now=NOW)
    world.add("finding:proposed", Who.WAITING_ADMIN, Who.WAITING, finding=proposed.public_id)
    nonce = MailedLink.objects.filter(about=proposed.public_id).latest("pk").nonce
    world.add("token:finding", *Who, token=capability.token_for(nonce))
    actions.answer(finding=proposed, words="We have moved.", by=story.by, now=NOW)
    two = (story.rosa, make_staff("Ida Marsh", role=Role.MEMBER))
    elm, ash = (standing_of(name, story.path[0], two, now=NOW) for name in ("Elm Hollow Voice", "Ash Creek Voice"))
    world.add("finding:standing", finding=elm.public_id)
    actions.contest(finding=ash, words="We have moved back.", by=story.by, now=NOW)
    world.add("finding:contested", finding=ash.public_id)
    lifting = actions.propose_lifting(fact=ash.fact, reasons="It has moved back.", by=of_user(two[1]), now=NOW)
    world.add("lifting:open", lifting=lifting.public_id)
