"""What people do on the portal's pages, done through the same actions, as a process with the portal's settings.

`python -m tests.testbed.office list` reads providers from standard input and writes their ids, and all keys.
`python -m tests.testbed.office decide` reads ids of candidates and records the three tests of each as held.
"""

import json
import sys
from typing import Any

SYSTEM_SAYS = "Listed for the test bed"


def main() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopback.portal.settings")
    import django

    django.setup()
    told = json.load(sys.stdin)
    print(json.dumps({"list": list_all, "decide": decide_all}[sys.argv[1]](told)))


def list_all(told: list[dict[str, str]]) -> dict[str, Any]:
    from hopback.portal.accounts import actions as accounts
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock

    def key(label: str, scopes: list[str], kind: str, party: str) -> str:
        made = accounts.make_key(label=label, scopes=scopes, kind=kind, party=party, by=SYSTEM, now=clock.now())
        return made[1]

    listed = {one["key"]: _provider(one) for one in told}
    source = _source(listed[told[0]["key"]])
    return {
        "ids": {name: provider.public_id for name, provider in listed.items()},
        "keys": {
            name: key("responder", ["hops", "providers"], "provider", provider.public_id)
            for name, provider in listed.items()
        },
        "source": source.public_id,
        "staff": key("test bed", ["tracebacks", "candidates", "providers"], "staff", ""),
    }


def _provider(one: dict[str, str]) -> Any:
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock
    from hopback.portal.providers import actions as providers

    domain = f"{one['key']}.example"
    row = providers.list_provider(
        details={"name": one["name"], "country": "US", "domain": domain},
        because=SYSTEM_SAYS,
        anyway=True,
        by=SYSTEM,
        now=clock.now(),
    )
    providers.change_contact(
        provider=row,
        kind="primary",
        full_name="Dana Whitfield",
        email=f"traceback@{domain}",
        phone="+1 202 555 0117",
        by=SYSTEM,
        now=clock.now(),
    )
    return row


def _source(provider: Any) -> Any:
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock
    from hopback.portal.sourcing import actions as sourcing

    return sourcing.list_source(
        kind="steering_referrer", name=provider.name, verified_how="Called back", by=SYSTEM, now=clock.now()
    )


def decide_all(told: list[str]) -> list[str]:
    """A4.3: three tests, each with its reason."""
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock
    from hopback.portal.sourcing import actions as sourcing
    from hopback.portal.sourcing.models import Candidate

    tests = dict.fromkeys(("credible_source", "nature", "warrants_resources"), True)
    reasons = {f"{name}_why": "Heard and confirmed." for name in tests}
    for candidate in Candidate.objects.filter(public_id__in=told):
        sourcing.decide(candidate=candidate, **tests, **reasons, by=SYSTEM, now=clock.now())
    return told


if __name__ == "__main__":
    main()
