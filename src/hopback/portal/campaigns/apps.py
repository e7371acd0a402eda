from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "hopback.portal.campaigns"
    label = "campaigns"
