"""Campaigns: pages in a browser."""

from ..page import Page, wrong

PRESS = "main form .btn.p"
PAGES = (
    Page("campaigns:list", "rosa"),
    Page("campaigns:list", "rosa", query="?q=nothing+like+it"),
    Page("campaigns:list", "rosa", query="?state=closed&sort=name"),
    Page("campaigns:list", "dana"),
    Page("campaigns:list", "sales"),
    Page("campaigns:suggestions", "rosa"),
    Page("campaigns:open_with", "rosa", query="?name=Parcel-ImportDuty"),
    wrong("campaigns:open_with", "rosa", PRESS),
    Page("campaigns:take_back", "rosa", "campaign:placing"),
    Page("campaigns:new", "rosa"),
    wrong("campaigns:new", "rosa", PRESS),
    *(Page("campaigns:one", "rosa", one) for one in ("campaign", "campaign:like", "campaign:closed")),
    Page("campaigns:one", "dana", "campaign"),
    Page("campaigns:one", "ines", "campaign"),
    Page("campaigns:change", "rosa", "campaign"),
    Page("campaigns:close", "rosa", "campaign"),
    Page("campaigns:reopen", "rosa", "campaign:closed"),
    Page("campaigns:merge", "rosa", "campaign:like"),
    wrong("campaigns:merge", "rosa", PRESS, "campaign:like"),
    Page("campaigns:add_text", "rosa", "campaign"),
    wrong("campaigns:add_text", "rosa", PRESS, "campaign"),
    Page("campaigns:remove_text", "rosa", "campaign:text"),
    Page("campaigns:tell_volume", "rosa", "campaign"),
    wrong("campaigns:tell_volume", "rosa", PRESS, "campaign"),
    Page("campaigns:remove_volume", "rosa", "campaign:volume"),
    Page("campaigns:listen", "rosa", "campaign:recording"),
    Page("campaigns:listen", "rosa", "campaign:recording", press=PRESS, fill=(("#id_reason", "To compare voices."),)),
)
NO_PAGE: dict[str, str] = {"campaigns:sound": "a sound", "campaigns:place": "the buttons of the suggestions"}
