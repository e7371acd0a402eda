from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "hopback.portal.privacy"
    label = "privacy"
