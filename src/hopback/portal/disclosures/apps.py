from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "hopback.portal.disclosures"
    label = "disclosures"
