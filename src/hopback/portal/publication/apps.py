from typing import Any

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "hopback.portal.publication"
    label = "publication"

    def ready(self) -> None:
        """Whoever is shown nothing is not offered the page."""
        from hopback.portal.layout import navigation

        from .queries import switches

        def is_shown_something(viewer: Any) -> bool:
            return bool(switches.open_to(viewer))

        navigation.offer_if("publication:published", is_shown_something)
