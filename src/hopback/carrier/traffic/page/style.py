"""The page's one style sheet. It is named by its hash in the page's own policy, so nothing else can style or run."""

import base64
import hashlib
from importlib.resources import files

STYLE = (files(__package__) / "report.css").read_text(encoding="utf-8")


def policy() -> str:
    """Nothing from anywhere, but this one sheet."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
