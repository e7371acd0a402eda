"""Agencies: staff's pages, an agency's own, and the mailed link by which an official confirms an address."""

from django.urls import path

from .views import agencies, exceptions, listserv, moderation, own, people, received, referrals

app_name = "enforcement"
urlpatterns = [
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.new, name="new_agency"),
    path("agencies/<str:source>/", agencies.one, name="agency"),
    path("agencies/<str:source>/what/", agencies.say, name="say_agency"),
    path("agencies/<str:source>/people/new/", people.new, name="name_person"),
    path("agencies/<str:source>/exceptions/new/", exceptions.propose, name="propose_exception"),
    path("agency-people/<str:person>/ask/", people.ask, name="ask_person"),
    path("agency-people/<str:person>/end/", people.end, name="end_person"),
    path("agency-exceptions/<str:exception>/approve/", exceptions.approve, name="approve_exception"),
    path("agency-exceptions/<str:exception>/end/", exceptions.end, name="end_exception"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/new/", referrals.new, name="write_referral"),
    path("referrals/<str:referral>/", referrals.one, name="referral"),
    path("referrals/<str:referral>/revise/", referrals.revise, name="revise_referral"),
    path("referrals/<str:referral>/release/", referrals.release, name="release_referral"),
    path("referrals/<str:referral>/return/", referrals.give_back, name="return_referral"),
    path("referrals/<str:referral>/send/", referrals.send, name="send_referral"),
    path("referrals/<str:referral>/pdf/", referrals.paper, name="referral_pdf"),
    path("referred/", received.received, name="received"),
    path("referred/<str:referral>/", received.one, name="received_one"),
    path("referred/<str:referral>/pdf/", received.paper, name="received_pdf"),
    path("listserv/", moderation.listserv, name="listserv"),
    path("listserv/new/", listserv.new, name="write_post"),
    path("listserv/posts/<str:post>/", moderation.one, name="post"),
    path("listserv/posts/<str:post>/release/", moderation.release, name="release_post"),
    path("listserv/posts/<str:post>/decline/", moderation.decline, name="decline_post"),
    path("listserv/archive/", listserv.archive, name="archive"),
    path("listserv/archive/<str:post>/", listserv.archived, name="archived"),
    path("listserv/join/", listserv.join, name="join_listserv"),
    path("listserv/leave/<str:token>/", listserv.leave, name="leave_listserv"),
    path("agency/", own.own, name="own"),
    path("agency-address/<str:token>/", own.confirm_link, name="confirm_link"),
]
