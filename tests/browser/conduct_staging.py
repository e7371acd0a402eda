"""Findings for the browser: one proposed about Meridian; one that stands, contested and to be lifted."""

from typing import Any

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import of_user
from hopback.portal.conduct import actions
from hopback.portal.ground import capability
from hopback.portal.providers.models import Provider
from tests.portal.conduct.acting import proposed_on, standing_of


def stage(world: Any) -> None:
    theo, now = of_user(world.theo), world.now
    meridian: Provider = world.path[2]
    proposed = proposed_on(meridian, "origin", by=theo, now=now)
    nonce = MailedLink.objects.filter(about=proposed.public_id).latest("pk").nonce
    found = standing_of("Ash Creek Voice", world.path[0], (world.theo, world.rosa), now=now)
    actions.contest(finding=found, words="We have moved back.", by=theo, now=now)
    lifting = actions.propose_lifting(fact=found.fact, reasons="It has moved back.", by=theo, now=now)
    world.things |= {
        "finding:proposed": {"finding": proposed.public_id},
        "finding:contested": {"finding": found.public_id},
        "provider:found": {"provider": found.provider.public_id},
        "lifting:open": {"lifting": lifting.public_id},
        "token:finding": {"token": capability.token_for(nonce)},
    }
