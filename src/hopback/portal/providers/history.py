"""What rooms above this one know about a provider, shown on its page: they register, this room does not import them.

# tracebacks/apps.py, in ready()
from hopback.portal.providers import history
history.register("tracebacks/provider_history.html", queries.provider_history)
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hopback.portal.accounts.viewer import Viewer

from .models import Provider

type Told = Callable[[Provider, Viewer, datetime], dict[str, Any] | None]

_parts: list[tuple[str, Told]] = []


def register(template: str, told: Told) -> None:
    """`told(provider, viewer, now)` gives the template's context as `part`, or None to show nothing."""
    if (template, told) not in _parts:
        _parts.append((template, told))


def parts(provider: Provider, viewer: Viewer, now: datetime) -> list[tuple[str, dict[str, Any]]]:
    """(template, context) of everything that has something to say to this viewer."""
    said = [(template, told(provider, viewer, now)) for template, told in _parts]
    return [(template, part) for template, part in said if part is not None]
