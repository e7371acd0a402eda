from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "hopback.portal.webhooks"
    label = "webhooks"
