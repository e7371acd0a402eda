"""The certificate of erasure: what went, who approved it, and what a search found afterwards."""

from pathlib import Path

from django.apps import apps

from hopback.portal.layout import printing

from .models import Erasure

SHEET = Path(__file__).parent / "print" / "certificate.typ"
MOMENT = "%d %B %Y, %H:%M:%S UTC"


def rows(erasure: Erasure) -> list[tuple[str, int, str]]:
    """(table in words, rows, what became of them)."""
    return [
        (name_of(label), count, "removed" if label == "logbook.Payload" else "blanked")
        for label, count in sorted(erasure.rows.items())
    ]


def name_of(label: str) -> str:
    """`Incident data` for `sourcing.IncidentData`."""
    if label == "logbook.Payload":
        return "What the log says"
    return str(apps.get_model(label)._meta.verbose_name).capitalize() if "." in label else label


def pdf_of(erasure: Erasure) -> bytes:
    assert erasure.erased_at is not None
    number = erasure.traceback.number
    ended = erasure.traceback.closed_at
    facts = [
        ["Ended", f"{ended:{MOMENT}}" if ended else ""],
        ["May go from", f"{erasure.may_go_from:{MOMENT}}"],
        ["Approved by", f"{erasure.approved_by}: {erasure.reason}"],
        ["Erased", f"{erasure.erased_at:{MOMENT}}"],
        ["Payloads of the log", f"{erasure.payloads}; the chain still verifies without them"],
        ["Searched", f"for {erasure.words} texts and numbers in {', and in '.join(erasure.searched)}"],
        ["Still there", "; ".join(still(erasure)) or "none"],
    ]
    data = {
        "title": "Certificate of erasure",
        "about": f"Incident data of {number}",
        "made": f"{erasure.public_id} · Article 6: kept no less than two years from the end of the traceback",
        "facts": facts,
        "rows": [[name, str(count), became] for name, count, became in rows(erasure)],
    }
    return printing.pdf(SHEET, data, at=erasure.erased_at)


def still(erasure: Erasure) -> list[str]:
    """Where some of them stand on, told by what else is kept."""
    return [f"{name_of(one['where'])}: {one['words']}" for one in erasure.still]
