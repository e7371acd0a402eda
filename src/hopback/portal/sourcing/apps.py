from django.apps import AppConfig


class SourcingConfig(AppConfig):
    name = "hopback.portal.sourcing"
    label = "sourcing"

    def ready(self) -> None:
        """Accounts, the room below, learns here how the sources that people act for are called."""
        from hopback.portal.accounts import parties

        from .models import Source

        def name_of(public_id: str) -> str | None:
            return Source.objects.filter(public_id=public_id).values_list("name", flat=True).first()

        def names() -> list[tuple[str, str]]:
            return list(Source.objects.order_by("name").values_list("public_id", "name"))

        parties.register("source", parties.Directory(name_of, names))
