from django.apps import AppConfig
from django.db.models import Q


class TracebacksConfig(AppConfig):
    name = "hopback.portal.tracebacks"
    label = "tracebacks"

    def ready(self) -> None:
        """Listen to the post office, and tell the rooms below what only this one knows."""
        from hopback.portal.ground import waking
        from hopback.portal.providers import following, history
        from hopback.portal.providers.following import Follows, With
        from hopback.portal.sourcing import discretion, outcomes

        from . import receivers  # noqa: F401 - connects the signals of the notices room
        from .models import Hop
        from .queries.disclosure import campaigns_tellable
        from .queries.inbox import parties_asked
        from .queries.provider_history import opened_from, provider_history

        asked = Q(asked_at__isnull=False)
        following.register(Follows(Hop, "provider", With.PEOPLE, seen=asked))
        history.register("tracebacks/provider_history.html", provider_history)
        outcomes.register(opened_from)
        discretion.register(campaigns_tellable)
        waking.look_with(parties_asked)
