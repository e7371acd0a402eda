"""Agencies: pages in a browser."""

from ..page import Page, wrong

PRESS = "main form .btn.p"
PAGES = (
    Page("enforcement:agencies", "rosa"),
    Page("enforcement:new_agency", "rosa"),
    wrong("enforcement:new_agency", "rosa", PRESS),
    *(Page("enforcement:agency", "theo", one) for one in ("agency:ftc", "agency:ohio")),
    Page("enforcement:say_agency", "rosa", "agency:bare"),
    Page("enforcement:name_person", "rosa", "agency:ftc"),
    wrong("enforcement:name_person", "rosa", PRESS, "agency:ftc"),
    Page("enforcement:propose_exception", "rosa", "agency:ohio"),
    Page("enforcement:approve_exception", "theo", "exception:waits"),
    wrong("enforcement:approve_exception", "rosa", PRESS, "exception:waits"),
    Page("enforcement:end_exception", "rosa", "exception:approved"),
    Page("enforcement:end_person", "rosa", "official:lew"),
    Page("enforcement:own", "ines"),
    Page("enforcement:referrals", "rosa"),
    Page("enforcement:write_referral", "rosa"),
    wrong("enforcement:write_referral", "rosa", PRESS),
    *(Page("enforcement:referral", "theo", f"referral:{one}") for one in ("held", "returned", "sent")),
    Page("enforcement:referral", "rosa", "referral:ready"),
    Page("enforcement:revise_referral", "rosa", "referral:ready"),
    Page("enforcement:release_referral", "theo", "referral:held"),
    wrong("enforcement:release_referral", "rosa", PRESS, "referral:held"),
    Page("enforcement:return_referral", "theo", "referral:held"),
    wrong("enforcement:return_referral", "theo", PRESS, "referral:held"),
    Page("enforcement:send_referral", "rosa", "referral:ready"),
    Page("enforcement:received", "ines"),
    Page("enforcement:received_one", "ines", "referral:sent"),
    Page("enforcement:confirm_link", "", "token:official"),
    Page("enforcement:confirm_link", "", "token:official:used", status=410),
)
NO_PAGE: dict[str, str] = {
    "enforcement:ask_person": "a button on the agency's page",
    "enforcement:referral_pdf": "a document",
    "enforcement:received_pdf": "a document",
}
