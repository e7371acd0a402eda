from django.apps import AppConfig


class TracebacksConfig(AppConfig):
    name = "hopback.portal.tracebacks"
    label = "tracebacks"
