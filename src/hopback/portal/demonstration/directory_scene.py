"""What staff wrote into the demonstration's directory: facts, who controls whom, public files, entries, requests."""

from datetime import datetime, timedelta

from hopback.portal.providers import actions
from hopback.portal.providers.models import Particular, Provider

from .script import Scripted

LETTER = "its letter of 3 March"
FACTS = (
    (Particular.Kind.NAME, "Harbor Wholesale", ""),
    (Particular.Kind.ADDRESS, "401 Brickell Ave, Suite 900, Miami, FL 33131", "US"),
    (Particular.Kind.NETWORK, "198.51.100.16/28", ""),
    (Particular.Kind.TRUNK, "hv-mia-01.harborvoice.example", ""),
    (Particular.Kind.POINT_CODE, "244-10-3", ""),
)
RMD = """\
number,frn,business_name,business_address,foreign_voice_provider,robocall_mitigation_contact_name,contact_title,\
contact_telephone_number,implementation,voice_service_provider_choice,gateway_provider_choice
RMD0001234,0021876543,Caye Wholesale Inc.,"12 Ocean Drive, Tampa, FL 33602, United States",No,Ana Ruiz,Owner,\
813-555-0142,Complete STIR/SHAKEN Implementation,Yes,Yes
RMD0005678,0030112233,Palm Court Telephone Inc.,"1 Main Street, Ocala, FL, United States",No,Lee Marsh,Manager,\
352-555-0119,Partial STIR/SHAKEN Implementation,Yes,No
RMD0007002,0030445567,Elsewhere Voice,Harbour Road 9,Yes,,,,No STIR/SHAKEN Implementation,Yes,No
"""
OCNS = "ocn,name\n733Q,Quartz Bay Communications\n58J,Palm Court Telephone Inc.\n614P,Palm Court Telephone Inc.\n"


def set_up(play: Scripted, now: datetime) -> None:
    """After all that is traced: nobody who is written down here is on a path."""
    play.at(now - timedelta(minutes=30), lambda then: _written_down(play, then))
    play.at(now - timedelta(minutes=25), lambda then: _brought_in(play, then))
    play.at(now - timedelta(minutes=22), lambda then: _asked_for_contacts(play, then))


def _listed(play: Scripted, now: datetime, name: str, **more: object) -> Provider:
    because = "named in a letter of the Commission"
    return actions.list_provider(
        details={"name": name, **more}, because=because, anyway=True, by=play.stage.staff, now=now
    )


def _written_down(play: Scripted, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    harbor = play.stage.rows["harbor-voice"]
    for kind, value, country in FACTS:
        told = {"kind": kind.value, "value": value, "country": country, "source": LETTER}
        actions.add_particular(provider=harbor, **told, **by)
    holding = _listed(play, now, "Caye Holding Ltd.", country="BZ", zone="America/Belize")
    below = _listed(play, now, "Caye Wholesale Inc.", city="Tampa, FL")
    evidence = "The affiliates that it names on Form 499, line 116."
    for controlled in (harbor, below):
        since = now.date() - timedelta(days=400)
        actions.link_control(controls=holding, controlled=controlled, since_on=since, evidence=evidence, **by)
    bay, gone, _ = (
        _listed(play, now, name, city="Tampa, FL", ocns=["733Q"])
        for name in ("Quartz Bay Communications", "Quarz Bay Communication", "Quartz Bay Telecom")
    )
    actions.merge_providers(gone=gone, kept=bay, because="One OCN, and the same desk answers.", **by)


def _brought_in(play: Scripted, now: datetime) -> None:
    """One file is imported; another waits to be looked at."""
    by = {"by": play.stage.staff, "now": now}
    filed = actions.keep_file(name="robocall-mitigation-database.csv", content=RMD.encode(), **by)
    actions.import_file(file=filed, **by)
    actions.keep_file(name="ocn-list.csv", content=OCNS.encode(), **by)


def _asked_for_contacts(play: Scripted, now: datetime) -> None:
    """Two agencies wrote: one was found to have a reason, the other waits."""
    by = {"by": play.stage.staff, "now": now}
    letter = {"asked_by": "Noor Haddad, Consumer Protection", "email": "noor.haddad@ag.state.example"}
    purpose = "To ask the providers named in investigation 26-114."
    asked = actions.ask_for_contact_list(agency="Attorney General of Ohio", **letter, purpose=purpose, **by)
    until = now.date() + timedelta(days=90)
    because = "An investigation of calls that we traced."
    actions.decide_contact_list(request=asked, granted=True, because=because, until_on=until, **by)
    letter = {"asked_by": "Ada Lund, Investigations", "email": "ada.lund@corporation.state.example"}
    actions.ask_for_contact_list(agency="Arizona Corporation Commission", **letter, purpose="An inquiry.", **by)
