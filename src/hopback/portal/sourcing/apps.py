from django.apps import AppConfig


class SourcingConfig(AppConfig):
    name = "hopback.portal.sourcing"
    label = "sourcing"
