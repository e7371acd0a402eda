from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "hopback.portal.demonstration"
    label = "demonstration"
