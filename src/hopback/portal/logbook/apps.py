from django.apps import AppConfig


class LogbookConfig(AppConfig):
    name = "hopback.portal.logbook"
    label = "logbook"

    def ready(self) -> None:
        """Heads of the log are published by themselves."""
        from hopback.portal.ground import appointments

        from . import actions

        appointments.register(actions.HEAD, actions.publish_on_time, standing="log")
