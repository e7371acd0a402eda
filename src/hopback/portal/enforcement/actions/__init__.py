"""The only place that writes agencies, what is referred to them, and their list (A5.1-A5.3, A5.6, A5.7)."""

from .agencies import approve_exception, end_exception, list_agency, propose_exception, say_agency
from .listserv import KIND as LISTSERV_POST
from .listserv import decline_post, release_post, take_mail, write_post
from .people import ask_in_time, ask_person, confirm_person, end_person, leave, mark_unreachable, name_person
from .referrals import release_referral, return_referral, revise_referral, write_referral
from .sending import send_referral
from .subscribing import count_bounce, subscribe, unsubscribe

__all__ = [
    "LISTSERV_POST",
    "approve_exception",
    "ask_in_time",
    "ask_person",
    "confirm_person",
    "count_bounce",
    "decline_post",
    "end_exception",
    "end_person",
    "leave",
    "list_agency",
    "mark_unreachable",
    "name_person",
    "propose_exception",
    "release_post",
    "release_referral",
    "return_referral",
    "revise_referral",
    "say_agency",
    "send_referral",
    "subscribe",
    "take_mail",
    "unsubscribe",
    "write_post",
    "write_referral",
]
