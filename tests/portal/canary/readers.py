"""Everybody there is, with a browser or a program each; and the mails that each got."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import Kind
from hopback.portal.ground import capability
from hopback.portal.notices import letter
from hopback.portal.notices.models import Notice
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.webhooks import signing
from hopback.portal.webhooks.models import Delivery, Endpoint
from tests.portal.factories import sign_in

from . import search
from .crawl import Heard, Visit
from .sight import Place, Reader
from .world import World

NOBODY = Reader("nobody", "nobody")
STAFF = Reader("Rosa Ortega", "staff")
ALL = ""
FIRST = r"accounts:|logbook:|sourcing:(reveal|file|decide)|tracebacks:(reveal|file|assign)"
THEIRS = (
    r"tracebacks:(answer|correct|inbox|history|link)|providers:(one|mine|my_contact)|customers:|sourcing:candidate|campaigns:"
    r"|accounts:"
)


def people(world: World) -> Iterator[Visit]:
    """Staff, one provider at each place and one source try everything; the others what providers have, and links."""
    p = world.parties
    yield Visit(STAFF, sign_in(Client(), p.rosa), ALL)
    yield Visit(Reader("Theo Lindqvist", "staff"), sign_in(Client(), p.theo), FIRST, most=60)
    everything = {one.public_id for one in (p.cardinal, p.meridian, p.delta, p.ftc, p.bank)}
    for party, person in p.people.items():
        reader = Reader(person.name, person.kind, party)
        yield Visit(reader, sign_in(Client(), person), ALL if party in everything else THEIRS)
    jules = Reader(p.responder.name, Kind.PROVIDER, p.meridian.public_id)
    yield Visit(jules, sign_in(Client(), p.responder))
    yield Visit(NOBODY, Client(), ALL)


def link_holders(world: World) -> Iterator[tuple[Visit, list[str]]]:
    """Whoever got the mail of a hop that waits, and the pages it opens: the link, the answer, the receipt."""
    about = {row.pk: name for name, row in world.tracebacks.items()}
    for hop in Hop.objects.waiting().exclude(provider=None).select_related("provider", "traceback"):
        assert hop.provider is not None
        yield holder(hop, about[hop.traceback_id])


def holder(hop: Hop, about: str) -> tuple[Visit, list[str]]:
    assert hop.provider is not None
    token = capability.token_for(hop.links.latest("pk").nonce)
    client = Client()
    client.post(reverse("tracebacks:link", args=[token]))
    reader = Reader(f"the mail link of call {about}", Kind.PROVIDER, hop.provider.public_id, about)
    names = ["tracebacks:link_answer", "tracebacks:link_answered"]
    pages = [reverse(name, args=[hop.public_id]) for name in names]
    return Visit(reader, client), [reverse("tracebacks:link", args=[token]), *pages, "/inbox/", "/check/"]


def programs(world: World) -> Iterator[tuple[Visit, list[str]]]:
    """Each key, and every GET of the API with every id."""
    hops = [f"/api/v1/hops/{one}" for one in Hop.objects.values_list("public_id", flat=True)]
    calls = [f"/api/v1/tracebacks/{one}" for one in Traceback.objects.values_list("public_id", flat=True)]
    lists = [
        "/api/v1/hops",
        "/api/v1/hops?state=all",
        "/api/v1/webhooks",
        "/api/v1/openapi.json",
    ]
    lists += [
        "/api/v1/mitigations",
        "/api/v1/aggregates",
        "/api/v1/campaigns",
        *(f"/api/v1/campaigns/{row.public_id}" for row in Campaign.objects.all()),
    ]
    lists += [f"/api/v1/webhooks/{one}" for one in Endpoint.objects.values_list("public_id", flat=True)]
    for party, secret in world.keys.items():
        kind = world.parties.people[party].kind if party else Kind.STAFF
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        visit = Visit(Reader(f"key of {party or 'staff'}", kind, party), client, usual=Place.MACHINE)
        yield visit, [*lists, *hops, *calls, *(f"{one}/path" for one in calls)]


def events(world: World) -> Iterator[Heard]:
    """Every event as it leaves for a provider's software: address, headers and body."""
    for row in Delivery.objects.select_related("endpoint"):
        keys = signing.secrets_of(row.endpoint, world.now)
        headers = signing.headers(keys, event_id=row.event_id, sent_at=world.now, body=row.body)
        reader = Reader(f"webhook of {row.endpoint.party}", Kind.PROVIDER, row.endpoint.party)
        yield Heard(reader, f"{row.event} ({row.event_id})", f"{headers}\n{row.body}", Place.MAIL)


def mails(world: World) -> Iterator[Heard]:
    """Every notice as it stands in the outbox and as it leaves, read by whom it goes to."""
    kinds = {party: person.kind for party, person in world.parties.people.items()}
    for notice in Notice.objects.all():
        kind = kinds.get(notice.party, Kind.PROVIDER if notice.party else Kind.STAFF)
        reader = Reader(f"receiver of {notice.kind}", kind, notice.party)
        raw = letter.write(notice, now=world.now)
        text = "\n".join([search.of_mail(raw), notice.subject, notice.text, notice.html])
        yield Heard(reader, f"{notice.kind} ({notice.public_id})", text, Place.MAIL)
