"""Where a provider is, as people say it."""

from hopback.portal.providers.countries import country_name
from hopback.portal.providers.models import Provider


def place_of(provider: Provider) -> str:
    """`Cincinnati, OH` at home, `Belize City, Belize` abroad."""
    if provider.country == "US" and provider.city:
        return provider.city
    return ", ".join(filter(None, (provider.city, country_name(provider.country))))
