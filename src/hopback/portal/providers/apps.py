from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "hopback.portal.providers"
    label = "providers"
