from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "hopback.portal.providers"
    label = "providers"

    def ready(self) -> None:
        """Accounts, the room below, learns here how the providers that people act for are called; and the clock,
        what happens to them by itself."""
        from hopback.portal.accounts import parties
        from hopback.portal.ground import appointments

        from . import (
            actions,
            following,
            queries,
            receivers,  # noqa: F401 - connects the signals of the notices room
        )
        from .follows import FOLLOWS

        parties.register("provider", parties.Directory(queries.name_of, queries.names))
        appointments.register("joining.chase", actions.chase_joining)
        appointments.register("contacts.ask", actions.ask_to_confirm)
        following.register(*FOLLOWS)
