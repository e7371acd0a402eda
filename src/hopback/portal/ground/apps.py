from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "hopback.portal.ground"
    label = "ground"
