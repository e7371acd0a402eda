"""Article 3, Identification of Voice Service Providers: who is named in what is published. (A3.9, A3.10)"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from hopback.policy.article_1_definitions import Standing


class Channel(StrEnum):
    """Where aggregate results can be published. (A3.9)"""

    MEMBERS = "members"
    WEBSITE = "website"
    PORTAL = "portal"
    EMAIL = "email"
    PERIODICAL = "periodical"


def may_be_named(standing: Standing) -> bool:
    """Whether a provider can be named with its standing: only a standing that was found. (A3.9)"""
    return standing is not Standing.UNKNOWN


def named(standings: Mapping[str, Standing]) -> dict[Standing, list[str]]:
    """The two lists of a publication, from provider → standing today, in alphabetical order. (A3.9)"""
    return {
        wanted: sorted(provider for provider, standing in standings.items() if standing is wanted)
        for wanted in (Standing.COOPERATIVE, Standing.NON_COOPERATIVE)
    }


def comes_off(listed: Iterable[str], standings: Mapping[str, Standing]) -> frozenset[str]:
    """Who must leave a published non-cooperative list, as it is not, or no longer, found to be so. (A3.10)"""
    return frozenset(
        provider for provider in listed if standings.get(provider, Standing.UNKNOWN) is not Standing.NON_COOPERATIVE
    )
