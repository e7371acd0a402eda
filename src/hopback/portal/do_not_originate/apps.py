from typing import Any

from django.apps import AppConfig


class DoNotOriginateConfig(AppConfig):
    name = "hopback.portal.do_not_originate"
    label = "do_not_originate"

    def ready(self) -> None:
        """Rounds begin, invoices go out, answers are looked at by themselves; who waits for the list is woken."""
        from hopback.portal.ground import appointments, clock, waking
        from hopback.portal.layout import navigation
        from hopback.portal.notices import kept_back

        from . import (
            actions,
            receivers,  # noqa: F401 - connects the signals of the notices room
        )
        from .queries.readers import reads
        from .queries.requesters import organization_of
        from .queries.versions import parties_waiting

        def is_given_copies(viewer: Any) -> bool:
            return reads(viewer, clock.now())

        def acts_for_one(viewer: Any) -> bool:
            return organization_of(viewer) is not None

        appointments.register(actions.ASK, actions.ask)
        appointments.register(actions.CHASE, actions.chase)
        appointments.register(actions.AGAIN, actions.send_again)
        appointments.register(actions.BILL, actions.bill)
        appointments.register(actions.LOOK, actions.look_at_answers, standing=actions.EVERYWHERE)
        kept_back.register(actions.MAIL)
        navigation.offer_if("do_not_originate:plan", is_given_copies)
        navigation.offer_if("do_not_originate:own", acts_for_one)
        waking.look_with(parties_waiting)
