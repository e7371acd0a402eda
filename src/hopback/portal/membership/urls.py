"""Membership: the members, one of them, the Committee and its votes, calls, and one's own membership."""

from django.urls import path

from .views import applications, calls, committee, own, staff

app_name = "membership"
urlpatterns = [
    path("members/", staff.members, name="members"),
    path("members/applications/<str:application>/", applications.application, name="application"),
    path("members/applications/<str:application>/recommend/", applications.recommend, name="recommend"),
    path("members/applications/<str:application>/decide/", applications.decide, name="decide"),
    path("members/calls/", calls.calls, name="calls"),
    path("members/calls/plan/", calls.plan, name="plan_call"),
    path("members/calls/<str:call>/", calls.call, name="call"),
    path("members/calls/<str:call>/off/", calls.off, name="call_off"),
    path("members/<str:provider>/", staff.one, name="one"),
    path("members/<str:provider>/take-over/", staff.take_over, name="take_over"),
    path("members/<str:provider>/vote/", staff.open_vote, name="open_vote"),
    path("members/<str:provider>/breach/", staff.breach, name="breach"),
    path("members/<str:provider>/breach/<int:breach>/lift/", staff.lift, name="lift"),
    path("members/<str:provider>/support/", staff.support, name="support"),
    path("members/<str:provider>/support/<int:support>/end/", staff.end_support, name="end_support"),
    path("members/<str:provider>/end/", staff.propose_end, name="propose_end"),
    path("members/<str:provider>/end/confirm/", staff.confirm_end, name="confirm_end"),
    path("members/<str:provider>/end/drop/", staff.drop_end, name="drop_end"),
    path("committee/", committee.committee, name="committee"),
    path("committee/votes/<str:vote>/", committee.vote, name="vote"),
    path("committee/votes/<str:vote>/cast/", committee.cast, name="cast"),
    path("membership/", own.mine, name="mine"),
    path("membership/statement/", own.sign, name="sign"),
    path("membership/apply/", own.apply, name="apply"),
    path("membership/withdraw/", own.withdraw, name="withdraw"),
    path("membership/leave/", own.leave, name="leave"),
]
