from django.apps import AppConfig


class WitnessesConfig(AppConfig):
    name = "hopback.portal.witnesses"
    label = "witnesses"

    def ready(self) -> None:
        """Mail heads by themselves, keep addresses out of the log, and hear of mail that comes back."""
        from hopback.portal.ground import appointments
        from hopback.portal.notices import kept_back, list_headers

        from . import (
            actions,
            receivers,  # noqa: F401 - connects the signals of the notices room
        )
        from .headers import headers_of_heads

        appointments.register(actions.MAIL, actions.mail_head)
        appointments.register(actions.LAPSE, actions.lapse)
        list_headers.register(actions.HEAD, headers_of_heads)
        kept_back.register(actions.ASK, actions.HEAD)
