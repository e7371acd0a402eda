"""A provider with a call to answer, staged by real actions; Meridian Transit stands third on the path."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from hopback.portal.accounts.models import User
from hopback.portal.ground import capability
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Hop, Traceback
from tests.portal.factories import NOW, make_provider_person, make_staff, sign_in
from tests.portal.tracebacks import staged

ASKED_AT = NOW - timedelta(hours=2)


@dataclass
class Asked:
    """Everybody of the story, and the hop that waits for Meridian."""

    rosa: User
    path: list[Provider]
    dana: User
    traceback: Traceback
    hop: Hop

    @property
    def harbor(self) -> Provider:
        return self.path[3]

    def token(self) -> str:
        """The token of the mail that Meridian got."""
        link = self.hop.links.get()
        return capability.token_for(link.nonce)

    def again(self) -> Hop:
        return Hop.objects.select_related("traceback", "provider").get(pk=self.hop.pk)


def meridian_is_asked(client: Client | None = None) -> Asked:
    """The request reached Meridian about two hours before NOW; Dana of Meridian is signed in on `client`."""
    rosa, path = make_staff(), staged.the_five()
    traceback = staged.traced(path[:3], rosa, opened_at=ASKED_AT - timedelta(hours=4, minutes=3))
    dana = make_provider_person(path[2])
    if client is not None:
        sign_in(client, dana)
    return Asked(rosa, path, dana, traceback, staged.waiting(traceback))


def another_call(story: Asked, **call: object) -> Hop:
    """One more call of the campaign, asked of Meridian too."""
    traceback = staged.traced(story.path[:3], story.rosa, opened_at=NOW - timedelta(hours=6), **call)
    return staged.waiting(traceback)
