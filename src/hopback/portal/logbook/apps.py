from django.apps import AppConfig


class LogbookConfig(AppConfig):
    name = "hopback.portal.logbook"
    label = "logbook"
