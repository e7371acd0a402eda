"""The directory as the browser looks at it: facts with their sources, a control group of four."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.providers import actions
from hopback.portal.providers.models import Provider
from tests.portal.tracebacks import staged

type Things = dict[str, dict[str, Any]]

SAMPLES = Path(__file__).parents[1] / "portal/providers/samples"


def things(path: Sequence[Provider], delta: Provider, ines: User, by: Viewer, now: datetime) -> Things:
    meridian, harbor, sable = path[2], path[3], path[4]
    for kind, value, country in (
        ("name", "Meridian Wholesale", ""),
        ("address", "1900 Elm Street, Suite 400, Dallas, TX 75201", "US"),
        ("network", "198.51.100.0/28", ""),
        ("point_code", "244-10-3", ""),
    ):
        told = {"kind": kind, "value": value, "country": country, "source": "its own letter of 3 March"}
        held = actions.add_particular(provider=meridian, **told, by=by, now=now)
    actions.end_particular(particular=held, by=by, now=now)
    holding = staged.listed("Gulf Holding Ltd.", "Belize City", "BZ")
    for controls, controlled in ((holding, harbor), (holding, sable)):
        told = {"since_on": date(2025, 3, 1), "evidence": "Form 499 affiliates of 2025."}
        actions.link_control(controls=controls, controlled=controlled, **told, by=by, now=now)
    return {
        "harbor": {"provider": harbor.public_id},
        **_files(by, now),
        **_contact_list(meridian, ines, by, now),
        **_entries(path, by, now),
    }


def _files(by: Viewer, now: datetime) -> Things:
    """One that is imported already, one that waits to be looked at."""
    kept = [
        actions.keep_file(name=name, content=(SAMPLES / name).read_bytes(), by=by, now=now)
        for name in ("rmd.csv", "form-499.csv")
    ]
    actions.import_file(file=kept[0], by=by, now=now)
    return {"imported": {"file": kept[0].public_id}, "to_import": {"file": kept[1].public_id}}


def _contact_list(meridian: Provider, ines: User, by: Viewer, now: datetime) -> Things:
    """Meridian agreed to the policies; the agency's request is granted, a letter waits."""
    actions.agree(provider=meridian, signed_by="Dana Whitfield", by=by, now=now)
    told = {"email": "ines@ftc.gov", "purpose": "To ask the providers of an investigation.", "now": now}
    asked = actions.ask_for_contact_list(**told, by=of_user(ines))
    until = now.date() + timedelta(days=90)
    actions.decide_contact_list(request=asked, granted=True, because="A case.", until_on=until, by=by, now=now)
    letter = actions.ask_for_contact_list(**told, agency="Office of a State", asked_by="Ada Lund", by=by)
    return {"request:granted": {"request_id": asked.public_id}, "request:waiting": {"request_id": letter.public_id}}


def _entries(path: Sequence[Provider], by: Viewer, now: datetime) -> Things:
    """Two that are alike; one that a merge would show more to; one that was merged."""
    names = ("Quartz Bay Inc.", "Quartz Bay, LLC", "Quarz Bay")
    bay, llc, gone = (staged.listed(name, "Tampa, FL", ocns=["733Q"]) for name in names)
    why = "One domain, one OCN, and the same desk answers."
    made = actions.merge_providers(gone=gone, kept=bay, because=why, by=by, now=now)
    return {
        "pair:alike": {"gone": llc.public_id, "kept": bay.public_id},
        "pair:widening": {"gone": path[1].public_id, "kept": path[2].public_id},
        "merge": {"merge": made.public_id},
        "merged": {"provider": bay.public_id},
    }
