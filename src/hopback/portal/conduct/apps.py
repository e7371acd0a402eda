from django.apps import AppConfig
from django.db.models import Q


class ConductConfig(AppConfig):
    name = "hopback.portal.conduct"
    label = "conduct"

    def ready(self) -> None:
        """What is proposed or found of a provider is answered by its people still, once its entry is merged."""
        from hopback.portal.providers import following
        from hopback.portal.providers.following import Follows, With

        from .models import Finding

        def one_proposed(gone: object, kept: object) -> Q:
            """Of two that are proposed, the survivor's is decided there; the other stays where it is."""
            open_ = Q(confirmed_at=None, dropped_at=None)
            return ~open_ if Finding.objects.filter(open_, provider=kept).exists() else Q()

        following.register(Follows(Finding, "provider", With.PEOPLE, only=one_proposed, seen=Q()))
