"""A provider's way in: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("providers:apply", ""),
    wrong("providers:apply", "", "main form .btn.p"),
    Page("providers:applied", ""),
    Page("providers:joining_link", "", "token:joining:fresh"),
    Page("providers:joining_link", "", "token:joining:declined", status=410),
    Page("providers:joining_link", "", "token:joining:old", status=410),
    Page("providers:joinings", "rosa"),
    Page("providers:joinings", "rosa", query="?state=ready"),
    Page("providers:joinings", "rosa", query="?state=all"),
    *(Page("providers:joining_one", "rosa", f"joining:{one}") for one in ("ready", "like", "declined", "invited")),
    Page("providers:take_in", "rosa", "joining:ready"),
    Page("providers:take_in", "rosa", "joining:like"),
    Page("providers:decline_joining", "rosa", "joining:ready"),
    wrong("providers:decline_joining", "rosa", "main form .btn.d", "joining:ready"),
    Page("providers:record_agreement", "rosa", "meridian"),
    Page("providers:agree", "dana"),
    wrong("providers:agree", "dana", "main form .btn.p"),
    Page("providers:verify_domain", "dana"),
    Page("providers:domain_link", "", "token:domain"),
    Page("providers:confirm_link", "", "token:confirm"),
    Page("providers:confirm_link", "", "token:confirm", press="main > .formpage > form .btn", status=422),
    Page("providers:confirm_link", "", "token:confirm:old", status=410),
    Page("providers:confirm_change", "", "token:confirm:contact"),
    Page("providers:answering", "rosa"),
    Page("providers:answering", "rosa", query="?q=nothing+like+it"),
)
NO_PAGE = {
    "providers:send_joining_link": "a button that mails and goes back",
    "providers:confirm_contacts": "a button that goes back",
    "providers:invite": "a button that mails and goes to the way in",
}
# Looked at in test_joining.
BEHIND_A_DOOR = {
    "providers:joining",
    "providers:joining_contact",
    "providers:joining_agreement",
    "providers:joining_domain",
}
