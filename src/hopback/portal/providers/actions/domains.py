"""A provider that is listed proves its domain: a link mailed to an address there is opened (A1.2)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer

from ..likeness import domain_of, same_domain
from ..models import Provider
from ..refusals import DomainNotTheirs
from ._common import enter
from ._links import DOMAIN, mail_link
from ._speaking import speaks_for
from .joining import prove_for


@transaction.atomic
def ask_to_prove_domain(*, provider: Provider, address: str, by: Viewer, now: datetime) -> None:
    """Its administrator has a link mailed to an address at the domain."""
    if not speaks_for(by, provider):
        raise Http404
    domain = domain_of(address)
    if not domain:
        raise DomainNotTheirs(f"{address.rpartition('@')[2]} is not a provider's own domain.")
    if provider.domain and not same_domain(domain, provider.domain):
        raise DomainNotTheirs(f"{address} is not an address at {provider.domain}. Is the domain wrong? Tell staff.")
    told = {"party": provider.public_id, "firm": provider.name, "domain": provider.domain or domain}
    mail_link(DOMAIN, provider.public_id, kind="domain", address=address, **told, by=by, now=now)
    enter(provider, "provider.domain_asked", by=by, now=now, email=address)


@transaction.atomic
def prove_domain(*, provider: Provider, link: MailedLink, by: Viewer, now: datetime) -> None:
    """The button behind the link was pressed."""
    if not speaks_for(by, provider) or link.about != provider.public_id:
        raise Http404
    accounts.spend_link(link=link, by=by, now=now)
    domain = domain_of(link.address)
    if provider.domain and not same_domain(domain, provider.domain):
        raise DomainNotTheirs(f"{link.address} is not an address at {provider.domain}.")
    prove_for(provider, domain, now)
    enter(provider, "provider.domain_proved", by=by, now=now, domain=provider.domain or domain, email=link.address)
