"""People, invitations, keys and one's own account."""

from django.urls import path

from .views import invitations, keys, me, people

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<str:invitation>/withdraw/", people.withdraw_invitation, name="withdraw_invitation"),
    path("people/<str:user>/", people.person, name="person"),
    path("people/<str:user>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<str:user>/reactivate/", people.reactivate, name="reactivate"),
    path("invited/<str:token>/", invitations.invited, name="invited"),
    path("keys/", keys.keys, name="keys"),
    path("keys/make/", keys.make_key, name="make_key"),
    path("keys/<str:key>/revoke/", keys.revoke_key, name="revoke_key"),
    path("me/", me.me, name="me"),
]
