"""Which clock a provider is asked under, and its deadlines."""

from datetime import datetime

from django.conf import settings

from hopback.policy.clocks import PROFILES, Deadlines, deadlines
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Hop


def clock_profile(provider: Provider | None) -> str:
    """Canadian providers answer under the CRTC's clock where it is switched on; all others under the group's."""
    by_country = getattr(settings, "CLOCK_PROFILES_BY_COUNTRY", {})
    return by_country.get(provider.country if provider else "", settings.CLOCK_PROFILE)


def deadlines_of(hop: Hop, received_at: datetime) -> Deadlines:
    """The hop's deadlines under the profile it was sent under, on its provider's own calendar."""
    assert hop.provider is not None
    return deadlines(PROFILES[hop.profile], received_at, providers.office_hours(hop.provider))
