from django.apps import AppConfig


class SourcingConfig(AppConfig):
    name = "hopback.portal.sourcing"
    label = "sourcing"

    def ready(self) -> None:
        """Rooms below learn here how the sources that people act for are called, and which of them are agencies."""
        from hopback.policy.article_4_sourcing import SourceKind
        from hopback.portal.accounts import parties
        from hopback.portal.providers import agencies, following
        from hopback.portal.providers.following import Follows, With

        from .models import Candidate, Source

        def name_of(public_id: str) -> str | None:
            return Source.objects.filter(public_id=public_id).values_list("name", flat=True).first()

        def names() -> list[tuple[str, str]]:
            return list(Source.objects.order_by("name").values_list("public_id", "name"))

        def agency(public_id: str) -> str | None:
            kept = Source.objects.filter(public_id=public_id, kind=SourceKind.ENFORCEMENT.value)
            return kept.values_list("name", flat=True).first()

        parties.register("source", parties.Directory(name_of, names))
        agencies.register(agency)
        following.register(
            Follows(Candidate, "first_provider", With.RECORD),
            Follows(Source, "provider", With.RECORD),
        )
