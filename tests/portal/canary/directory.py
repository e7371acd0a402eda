"""What the directory keeps of a provider beside its fields, every word a canary."""

from datetime import timedelta
from typing import Any

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.providers import actions
from hopback.portal.providers.models import Particular, Provider
from hopback.portal.sourcing.models import Source
from tests.portal.factories import NOW

from .birds import Aviary


def written_down(birds: Aviary, provider: Provider, by: Viewer) -> None:
    """Another name and an address that hold, a trunk that no longer does."""
    kinds = (Particular.Kind.NAME, Particular.Kind.ADDRESS, Particular.Kind.TRUNK)
    for kind in kinds:
        word, source = (birds.word(f"providers.Particular.{name}") for name in ("value", "source"))
        told = {"kind": kind, "value": f"{word} Voice", "country": "US", "source": f"Letter of {source}"}
        held = actions.add_particular(provider=provider, **told, by=by, now=NOW)
    actions.end_particular(particular=held, by=by, now=NOW)


def brought_in(birds: Aviary, provider: Provider, by: Viewer) -> None:
    """A public file names a contact of this provider, and one row that is odd."""
    word = {name: birds.word(f"providers.ProposedContact.{name}") for name in ("full_name", "title", "email")}
    phone = birds.number("providers.ProposedContact.phone")
    contact = f"Ada {word['full_name']},Head of {word['title']},{word['email']}@filed.example,+1{phone}"
    columns = "frn,business_name,implementation,robocall_mitigation_contact_name,contact_title,contact_email"
    rows = f"{provider.frn},{provider.name},Complete,{contact}\nx,{birds.word('providers.ProviderFile.content')},,,,,\n"
    content = f"{columns},contact_telephone_number\n{rows}".encode()
    name = f"{birds.word('providers.ProviderFile.name')}.csv"
    kept = actions.keep_file(name=name, content=content, by=by, now=NOW)
    actions.import_file(file=kept, by=by, now=NOW)


def asked_for_contacts(birds: Aviary, agency: Source, person: User, by: Viewer) -> None:
    """XA.1: what one agency asked, and why it was granted; and a letter of another that was refused."""
    for party, granted in ((agency.public_id, True), ("", False)):
        own = [party] if party else []
        word = {name: birds.word(f"providers.ContactListRequest.{name}", own) for name in ("purpose", "because")}
        told: dict[str, Any] = {"email": f"{birds.word('providers.ContactListRequest.email', own)}@agency.example"}
        if not party:
            asker = birds.word("providers.ContactListRequest.asked_by")
            told |= {"agency": "Office of the Attorney General", "asked_by": f"Ada {asker}"}
        asking = of_user(person) if party else by
        made = actions.ask_for_contact_list(**told, purpose=f"Case {word['purpose']}", by=asking, now=NOW)
        until: dict[str, Any] = {"until_on": NOW.date() + timedelta(days=30)} if granted else {}
        actions.decide_contact_list(request=made, granted=granted, because=word["because"], **until, by=by, now=NOW)


def merged(birds: Aviary, gone: Provider, kept: Provider, apart: Provider, by: Viewer) -> None:
    """One entry was merged and told apart again; another is merged, and nobody sees more."""
    why = f"Because of {birds.word('providers.Merge.because')}."
    made = actions.merge_providers(gone=gone, kept=kept, because=why, by=by, now=NOW)
    why = f"Because of {birds.word('providers.Merge.undone_because')}."
    actions.undo_merge(merge=made, because=why, by=by, now=NOW)
    why = f"Because of {birds.word('providers.NotTheSame.because')}."
    actions.tell_apart(one=gone, other=apart, because=why, by=by, now=NOW)
    actions.merge_providers(gone=gone, kept=kept, because="The same firm.", by=by, now=NOW)
