"""Who knocks: everybody the matrix asks about, each with a client that carries what they have."""

from enum import StrEnum

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from hopback.portal.accounts.models import Scope, User
from hopback.portal.ground import capability
from hopback.portal.tracebacks.models import Hop
from tests.portal.factories import make_key, sign_in


class Who(StrEnum):
    NOBODY = "nobody, not signed in"
    ADMIN = "staff, administrator"
    TEAM = "staff, member"
    BARE = "staff without a second factor"
    WAITING_ADMIN = "provider that is waited for, administrator"
    WAITING = "provider that is waited for, responder"
    DOWNSTREAM = "provider downstream that has answered, responder"
    OUTSIDER = "provider that was never asked, administrator"
    SOURCE = "source, administrator"
    ORGANIZATION = "organisation that asks for tracebacks, administrator"
    LINK = "holder of the mail link to the waiting hop"
    JOINING_LINK = "holder of the mailed link of a provider on its way in"
    OTHER_LINK = "holder of the mail link to another hop"
    KEY = "key of the waiting provider, scope hops"
    LOOK_UP_KEY = "key of the waiting provider, without the scope hops"
    OUTSIDER_KEY = "key of a provider that was never asked, scopes hops, webhooks and campaigns"
    STAFF_KEY = "key of staff, every scope"
    SOURCE_KEY = "key of the source"
    REVOKED_KEY = "key of the waiting provider, revoked"


STAFF = frozenset({Who.ADMIN, Who.TEAM})
WAITING = frozenset({Who.WAITING_ADMIN, Who.WAITING})
PROVIDERS = WAITING | {Who.DOWNSTREAM, Who.OUTSIDER}
PEOPLE = STAFF | PROVIDERS | {Who.SOURCE, Who.ORGANIZATION}
ADMINISTRATORS = frozenset({Who.ADMIN, Who.WAITING_ADMIN, Who.OUTSIDER, Who.SOURCE, Who.ORGANIZATION})
LIVING_KEYS = frozenset({Who.KEY, Who.LOOK_UP_KEY, Who.OUTSIDER_KEY, Who.STAFF_KEY, Who.SOURCE_KEY})
EVERYBODY = frozenset(Who)


def signed_in(user: User) -> Client:
    return sign_in(Client(), user)


def with_key(administrator: User, *scopes: Scope) -> Client:
    _, secret = make_key(administrator, *scopes)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def with_link(hop: Hop) -> Client:
    """Somebody who opened the mail and pressed the button."""
    client = Client()
    token = capability.token_for(hop.links.latest("pk").nonce)
    assert client.post(reverse("tracebacks:link", args=[token])).status_code == 302
    return client


def make_passkey(user: User) -> Authenticator:
    """A passkey as a browser registers one; nobody can sign with it."""
    number = b"blue key of " + str(user.pk).encode()
    there = b"\0" * 32
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(b"\0" * 16, number, public)
    data = AuthenticatorData.create(there, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, credential)
    client = CollectedClientData.create(type="webauthn.create", challenge=there, origin="http://127.0.0.1:8000")
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    told = {"id": websafe_encode(number), "rawId": websafe_encode(number), "type": "public-key", "response": response}
    kept = {"name": "Blue key", "credential": told}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=kept)
