from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "hopback.portal.providers"
    label = "providers"

    def ready(self) -> None:
        """Accounts, the room below, learns here how the providers that people act for are called."""
        from hopback.portal.accounts import parties

        from . import queries

        parties.register("provider", parties.Directory(queries.name_of, queries.names))
