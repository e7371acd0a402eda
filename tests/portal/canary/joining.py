"""Providers on their way in, every word a canary: one applied and was declined, one waits."""

from datetime import date, datetime

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.conduct.models import Finding
from hopback.portal.customers.models import Mitigation
from hopback.portal.do_not_originate.models import Confirmation
from hopback.portal.enforcement.models import AgencyPerson, Subscription
from hopback.portal.providers import actions
from hopback.portal.providers.models import Joining, Provider

from .birds import Aviary

SIGNED_ON = date(2025, 12, 1)


def agreed(birds: Aviary, provider: Provider, by: Viewer) -> None:
    own = [provider.public_id]
    told = {name: birds.word(f"providers.Agreement.{name}", own) for name in ("version", "signed_by", "title")}
    told["version"] = f"2021-01 {told['version']}"
    now = provider.listed_at
    actions.agree(provider=provider, agreed_on=SIGNED_ON, **told, by=by, now=now)


def on_the_way(birds: Aviary, by: Viewer, now: datetime) -> None:
    def word(name: str) -> str:
        return birds.word(f"providers.Joining.{name}")

    guest = Viewer(kind="guest", name="Somebody")
    domain = f"{word('domain')}.example"
    details = {name: word(name) for name in ("name", "form_499_id", "rmd_number", "about", "full_name")}
    details |= {"country": "US", "domain": domain, "email": f"{word('email')}@{domain}"}
    joining = actions.apply(details=details, by=guest, now=now)
    link = MailedLink.objects.get(about=joining.public_id)
    holder = of_mailed_link(link)
    actions.open_joining(joining=joining, link=link, by=holder, now=now)
    contact = {name: word("contacts:" + name) for name in ("full_name", "title", "hours")}
    contact |= {"email": f"{word('contacts:email')}@{domain}", "phone": "+1 202 555 0190", "zone": "UTC"}
    actions.name_contact(joining=joining, kind="primary", contact=contact, by=holder, now=now)
    signed = {name: word(name) for name in ("signed_by", "signed_title")}
    actions.sign_joining(
        joining=joining, signed_by=signed["signed_by"], title=signed["signed_title"], by=holder, now=now
    )
    again = actions.apply(details={**details, "email": f"second@{domain}"}, by=guest, now=now)
    actions.decline_joining(joining=again, reason=f"No, {word('reason')}.", by=by, now=now)


def party_of(about: str) -> str:
    """Whose mail holds the link that is about this: of an applicant that is not listed, nobody's."""
    for official in AgencyPerson.objects.filter(public_id=about).select_related("agency__source"):
        return official.agency.public_id
    for on_the_list in Subscription.objects.filter(public_id=about).select_related("person__agency__source"):
        return on_the_list.person.agency.public_id
    for asked in Confirmation.objects.filter(public_id=about).select_related("recipient"):
        return asked.recipient.public_id
    joining = Joining.objects.filter(public_id=about, provider__isnull=False)
    mine = [*joining, *Mitigation.objects.filter(public_id=about), *Finding.objects.filter(public_id=about)]
    if about.startswith(("prv_", "wit_")):
        return about
    return next((one.provider.public_id for one in mine if one.provider), "")
