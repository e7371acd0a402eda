from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "hopback.portal.customers"
    label = "customers"

    def ready(self) -> None:
        """Listen to tracebacks that close, and keep the appointments for asking again."""
        from hopback.portal.ground import appointments
        from hopback.portal.providers import history

        from . import (
            actions,
            receivers,  # noqa: F401 - connects the signals of the tracebacks room
        )
        from .queries.history import provider_history

        appointments.register("mitigation.ask", actions.ask_again)
        history.register("customers/provider_history.html", provider_history)
