"""The only place that writes what is known of campaigns (A1.6, A1.7)."""

from .changing import change_campaign, close_campaign, reopen_campaign
from .merging import merge_campaigns
from .placing import open_with_calls, place_calls, take_back
from .telling import add_text, remove_text, remove_volume, tell_volume

__all__ = [
    "add_text",
    "change_campaign",
    "close_campaign",
    "merge_campaigns",
    "open_with_calls",
    "place_calls",
    "remove_text",
    "remove_volume",
    "reopen_campaign",
    "take_back",
    "tell_volume",
]
