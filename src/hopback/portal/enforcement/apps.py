from typing import Any

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "hopback.portal.enforcement"
    label = "enforcement"

    def ready(self) -> None:
        """Keep the appointments for asking officials again, and hear of mail that comes back."""
        from hopback.portal.ground import appointments
        from hopback.portal.layout import navigation
        from hopback.portal.notices import list_headers

        from . import (
            actions,
            receivers,  # noqa: F401 - connects the signals of the notices room
        )
        from .headers import list_headers_of
        from .queries.agencies import agency_of

        def acts_for_an_agency(viewer: Any) -> bool:
            return agency_of(viewer) is not None

        list_headers.register(actions.LISTSERV_POST, list_headers_of)
        navigation.offer_if("enforcement:own", acts_for_an_agency)
        appointments.register("agency.ask", actions.ask_in_time)
