from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hopback.portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import signals  # noqa: F401 - its receivers listen from here on
