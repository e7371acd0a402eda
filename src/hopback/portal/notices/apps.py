from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hopback.portal.notices"
    label = "notices"
