from typing import Any

from django.apps import AppConfig


class LawfulRequestsConfig(AppConfig):
    name = "hopback.portal.lawful_requests"
    label = "lawful_requests"

    def ready(self) -> None:
        """Keep the appointments for what is due, offer agencies their own requests, say how many came in."""
        from hopback.portal.accounts.models import Kind
        from hopback.portal.ground import appointments
        from hopback.portal.layout import navigation
        from hopback.portal.tracebacks import demands

        from . import actions
        from .queries.requests import asks, demanded

        def staff_or_agency(viewer: Any) -> bool:
            return getattr(viewer, "kind", "") == Kind.STAFF or asks(viewer)

        navigation.offer_if("lawful_requests:list", staff_or_agency)
        appointments.register(actions.DUE, actions.say_due)
        demands.register(demanded)
