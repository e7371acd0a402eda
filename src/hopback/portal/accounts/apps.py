from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hopback.portal.accounts"
    label = "accounts"
