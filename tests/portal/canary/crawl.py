"""Everything somebody can open: each route with each id there is, and each link on each page."""

import copy
import html
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from hopback.policy.article_3_traceback.publication import Audience, What
from hopback.portal.accounts.models import ApiKey, Invitation, User
from hopback.portal.campaigns.models import Placing, Text, Volume
from hopback.portal.complaints.models import File as ComplaintFile
from hopback.portal.conduct.models import Finding, Lifting
from hopback.portal.customers.models import Customer, Mitigation
from hopback.portal.do_not_originate.models import Conflict, Listing, Recipient
from hopback.portal.enforcement.models import AddressException, AgencyPerson, Post, Referral
from hopback.portal.lawful_requests.models import LawfulRequest
from hopback.portal.membership.models import Application, Breach, MemberCall, Support, Vote
from hopback.portal.organizations.models import Invoice
from hopback.portal.privacy.models import CustomerRequest
from hopback.portal.providers.models import (
    ContactListRequest,
    ControlLink,
    Joining,
    Merge,
    Particular,
    ProposedContact,
    Provider,
    ProviderFile,
)
from hopback.portal.publication.models import Draft, Report
from hopback.portal.retention.models import Erasure, Hold
from hopback.portal.sourcing.models import Campaign, Candidate, EvidenceFile, Question, Referrer, Source
from hopback.portal.tracebacks.models import AnswerFile, Authorization, Hop, Traceback
from hopback.portal.webhooks.models import Endpoint
from hopback.portal.witnesses.models import Witness
from tests.portal.authorization.routes import routes
from tests.portal.shut_doors import looks

from .sight import Place, Reader

HREF = re.compile(r'(?:href|action)="([^"#]*)"')
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LISTS = ("/tracebacks/", "/candidates/", "/providers/", "/campaigns/", "/sources/", "/")
EXPORTS = [f"/{name}/?format={form}" for name in ("tracebacks", "providers", "campaigns") for form in ("csv", "json")]
PLACES = dict.fromkeys(LISTS, Place.LIST) | {"/contact-list/": Place.CONTACTS}
MOST = 300
NUMBERED = {"breach": Breach, "support": Support}


@dataclass
class Heard:
    """One thing that somebody got to read."""

    reader: Reader
    what: str
    text: str
    place: Place = Place.PAGE
    about: str = ""
    asked: str = ""  # what the reader sent and may read again


@dataclass
class Visit:
    """One reader with a browser, or a program with a key."""

    reader: Reader
    client: Client
    everything: str = "$^"  # the routes tried with every id there is; all others only where a link leads there
    most: int = MOST  # pages that are reached by links alone
    usual: Place = Place.PAGE
    seen: set[str] = field(default_factory=set)
    is_shut: bool = False  # what was asked last, before it was looked at which thing was meant

    def pages(self) -> Iterator[Heard]:
        """A route that is shut to this reader is asked once."""
        tried = addresses(self.everything)
        waiting = ["/", "/check/", "/published/", *EXPORTS, *tried]
        most = len(waiting) + self.most
        shut = set[str]()
        while waiting and len(self.seen) < most:
            address = waiting.pop(0)
            if address in self.seen:
                continue
            self.seen.add(address)
            if (route := tried.get(address)) in shut:
                continue
            heard = self.get(address)
            if route and self.is_shut:
                shut.add(route)
            if heard is not None:
                waiting += [link for link in links(heard.text, address) if link not in self.seen]
                yield heard

    def get(self, address: str, place: Place | None = None) -> Heard | None:
        """What a GET gives, its headers too; what it changed is undone."""
        return self._ask(address, "get", place)

    def post(self, address: str, data: Any, place: Place | None = None, about: str = "", **more: Any) -> Heard | None:
        return self._ask(address, "post", place, about, data=data, **more)

    def _ask(self, address: str, method: str, place: Place | None = None, about: str = "", **more: Any) -> Heard | None:
        cache.clear()
        cookies = copy.copy(self.client.cookies)  # a new one takes the place of the old, none is changed
        with transaction.atomic():
            with looks() as seen:
                response = getattr(self.client, method)(address, **more)
            self.is_shut = seen.shut(response.status_code)
            if response.streaming:
                deque(response.streaming_content, maxlen=0)  # to its end, where what it is read from is closed
            transaction.set_rollback(True)
        assert response.status_code != 500, address
        if response.streaming or response.get("Content-Type", "").startswith(("font/", "image/")):
            return None
        self.client.cookies = cookies
        headers = "\n".join(f"{name}: {text}" for name, text in response.headers.items())
        where = place or PLACES.get(address.partition("?")[0], self.usual)
        text = f"{headers}\n{_opened(response.content)}"
        return Heard(self.reader, f"{method} {address}", text, where, about, f"{address} {more.get('data', '')}")


def _opened(content: bytes) -> str:
    """A document on paper, and each file of a package, as somebody reads it."""
    if content.startswith(b"%PDF-"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK\x03\x04"):
        with ZipFile(BytesIO(content)) as package:
            return "\n".join(f"{name}\n{_opened(package.read(name))}" for name in package.namelist())
    return content.decode("utf-8", "replace")


def links(page: str, here: str) -> Iterator[str]:
    """Where a page leads, within the portal; sign-out and what only a script asks for are left."""
    for link in HREF.findall(page):
        target = html.unescape(link)
        if target.startswith("?"):
            target = here.partition("?")[0] + target
        one_thing = target.count("=") < 2  # two filters at once show no more than each of them
        if one_thing and target.startswith("/") and not target.startswith(("//", "/static/", "/account/")):
            yield target.removesuffix("?")


def addresses(only: str) -> dict[str, str]:
    """Every route whose name fits, with every id that could stand in it: the route of each address."""
    ids = _ids()
    found = dict[str, str]()
    for route in routes():
        names = PARAMETER.findall(route.pattern)
        if not re.match(only, route.name) or route.name.startswith(("v1:", "account_", "mfa_")):
            continue
        for values in _combinations(names, ids):
            try:
                found.setdefault(reverse(route.name, kwargs=dict(zip(names, values, strict=True))), route.name)
            except NoReverseMatch:
                continue
    return found


def _ids() -> dict[str, list[Any]]:
    named = {"hop": Hop, "traceback": Traceback, "candidate": Candidate, "provider": Provider, "source": Source}
    named |= {"user": User, "key": ApiKey, "invitation": Invitation, "webhook": Endpoint, "campaign": Campaign}
    named |= {"request_id": ContactListRequest}
    named |= {"application": Application, "vote": Vote, "call": MemberCall}
    named |= {"joining": Joining, "mitigation": Mitigation, "customer": Customer, "other": Customer}
    named |= {"referrer": Referrer, "lawful": LawfulRequest}
    named |= {"finding": Finding, "lifting": Lifting}
    named |= {"person": AgencyPerson, "exception": AddressException, "referral": Referral, "post": Post}
    named |= {"hold": Hold, "erasure": Erasure, "asked": CustomerRequest}
    named |= {"authorization": Authorization, "invoice": Invoice}
    named |= {"witness": Witness, "listing": Listing, "recipient": Recipient, "conflict": Conflict}
    named |= {"placing": Placing}
    named |= {"report": Report, "draft": Draft}
    found: dict[str, list[Any]] = {
        name: list(model.objects.values_list("public_id", flat=True)) for name, model in named.items()
    }
    found |= {name: list(model.objects.values_list("pk", flat=True)) for name, model in NUMBERED.items()}
    found |= {"what": list(What), "audience": list(Audience)}
    found |= {"thing": [*found["campaign"][:3], *found["provider"][:4]], "party": found["provider"][:5]}
    return found | {"kind": ["primary", "back-up"], "token": ["aaaa-bbbb-cccc-dddd"], "pk": [1]}


def _of_campaigns(what: str) -> list[tuple[Any, ...]]:
    if what == "recording":
        sounds = EvidenceFile.objects.filter(media_type__startswith="audio/")
        return list(sounds.values_list("candidate__campaign__public_id", "pk"))
    return list({"text": Text, "volume": Volume}[what].objects.values_list("campaign__public_id", "public_id"))


def _combinations(names: list[str], ids: dict[str, list[Any]]) -> list[tuple[Any, ...]]:
    """Files and control links belong to something: only with what they belong to."""
    if names == ["traceback", "file"]:
        return list(AnswerFile.objects.values_list("answer__hop__traceback__public_id", "pk"))
    if names == ["candidate", "file"]:
        return list(EvidenceFile.objects.values_list("candidate__public_id", "pk"))
    if names == ["provider", "link"]:
        return list(ControlLink.objects.values_list("controlled__public_id", "pk"))
    if names == ["candidate", "question"]:
        return list(Question.objects.values_list("candidate__public_id", "public_id"))
    if names[:1] == ["campaign"] and len(names) == 2:
        return _of_campaigns(names[1])
    if names == ["merge"]:
        return [(one,) for one in Merge.objects.values_list("public_id", flat=True)]
    if names == ["gone", "kept"]:
        return list(product(ids["provider"][:3], ids["provider"][-3:]))
    if names == ["provider", "proposed"]:
        return list(ProposedContact.objects.values_list("provider__public_id", "pk"))
    if names == ["file"]:
        return [(one,) for one in ProviderFile.objects.values_list("public_id", flat=True)]
    if names == ["given"]:
        return [(one,) for one in ComplaintFile.objects.values_list("public_id", flat=True)]
    if names == ["provider", "particular"]:
        return list(Particular.objects.values_list("provider__public_id", "pk"))
    return list(product(*(ids[name] for name in names)))
