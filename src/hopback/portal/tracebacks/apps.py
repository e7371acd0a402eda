from django.apps import AppConfig


class TracebacksConfig(AppConfig):
    name = "hopback.portal.tracebacks"
    label = "tracebacks"

    def ready(self) -> None:
        """Listen to the post office, and tell the rooms below what only this one knows."""
        from hopback.portal.ground import waking
        from hopback.portal.providers import history
        from hopback.portal.sourcing import outcomes

        from . import receivers  # noqa: F401 - connects the signals of the notices room
        from .queries.inbox import parties_asked
        from .queries.provider_history import opened_from, provider_history

        history.register("tracebacks/provider_history.html", provider_history)
        outcomes.register(opened_from)
        waking.look_with(parties_asked)
