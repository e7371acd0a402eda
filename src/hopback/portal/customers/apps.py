from django.apps import AppConfig
from django.db.models import Q


class CustomersConfig(AppConfig):
    name = "hopback.portal.customers"
    label = "customers"

    def ready(self) -> None:
        """Listen to tracebacks that close, and keep the appointments for asking again."""
        from hopback.portal.ground import appointments
        from hopback.portal.providers import following, history
        from hopback.portal.providers.following import Follows, With

        from . import (
            actions,
            receivers,  # noqa: F401 - connects the signals of the tracebacks room
        )
        from .models import Mitigation
        from .queries.history import provider_history

        appointments.register("mitigation.ask", actions.ask_again)
        following.register(Follows(Mitigation, "provider", With.PEOPLE, seen=Q()))
        history.register("customers/provider_history.html", provider_history)
