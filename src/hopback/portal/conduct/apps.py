from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "hopback.portal.conduct"
    label = "conduct"
