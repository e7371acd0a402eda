from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "hopback.portal.retention"
    label = "retention"

    def ready(self) -> None:
        """After every `migrate` the guards stand as they are written."""
        from django.db import connections
        from django.db.models.signals import post_migrate, pre_migrate

        from .guards import install, lift

        def before(using: str, plan: list[object], **_: object) -> None:
            if plan:
                lift(connections[using])

        def after(using: str, **_: object) -> None:
            install(connections[using])

        pre_migrate.connect(before, sender=self, weak=False, dispatch_uid="retention.guards")
        post_migrate.connect(after, sender=self, weak=False, dispatch_uid="retention.guards")
