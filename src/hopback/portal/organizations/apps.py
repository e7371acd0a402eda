from typing import Any

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "hopback.portal.organizations"
    label = "organizations"

    def ready(self) -> None:
        """What only organisations have is offered to nobody else."""
        from hopback.portal.layout import navigation

        from .queries.own import organization_of

        def acts_for_one(viewer: Any) -> bool:
            return organization_of(viewer) is not None

        def may_tell_calls(viewer: Any) -> bool:
            """An organisation asks on its own page, which certifies (A3.13)."""
            return not acts_for_one(viewer)

        navigation.offer_if("sourcing:candidates", may_tell_calls)
        for name in ("organizations:requests", "organizations:authorizations", "organizations:invoices"):
            navigation.offer_if(name, acts_for_one)
