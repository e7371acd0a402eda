from django.apps import AppConfig


class TracebacksConfig(AppConfig):
    name = "hopback.portal.tracebacks"
    label = "tracebacks"

    def ready(self) -> None:
        from . import receivers  # noqa: F401 - connects the signals of the notices room
