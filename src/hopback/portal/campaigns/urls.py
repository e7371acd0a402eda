"""Campaigns."""

from django.urls import path

from .views import changing, listening, lists, merging, one, suggesting

app_name = "campaigns"
ONE = "campaigns/<str:campaign>/"
urlpatterns = [
    path("campaigns/", lists.campaigns, name="list"),
    path("campaigns/new/", changing.new, name="new"),
    path("campaigns/suggestions/", suggesting.suggestions, name="suggestions"),
    path("campaigns/suggestions/open/", suggesting.open_with, name="open_with"),
    path("campaigns/suggestions/<str:placing>/take-back/", suggesting.take_back, name="take_back"),
    path(f"{ONE}place/", suggesting.place, name="place"),
    path(ONE, one.campaign, name="one"),
    path(f"{ONE}change/", changing.change, name="change"),
    path(f"{ONE}close/", changing.close, name="close"),
    path(f"{ONE}reopen/", changing.reopen, name="reopen"),
    path(f"{ONE}merge/", merging.merge, name="merge"),
    path(f"{ONE}texts/add/", changing.add_text, name="add_text"),
    path(f"{ONE}texts/<str:text>/remove/", changing.remove_text, name="remove_text"),
    path(f"{ONE}volumes/add/", changing.tell_volume, name="tell_volume"),
    path(f"{ONE}volumes/<str:volume>/remove/", changing.remove_volume, name="remove_volume"),
    path(f"{ONE}recordings/<int:recording>/", listening.listen, name="listen"),
    path(f"{ONE}recordings/<int:recording>/sound/", listening.sound, name="sound"),
]
