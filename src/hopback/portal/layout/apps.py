from django.apps import AppConfig


class LayoutConfig(AppConfig):
    name = "hopback.portal.layout"
    label = "layout"
