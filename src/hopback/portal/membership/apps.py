from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "hopback.portal.membership"
    label = "membership"

    def ready(self) -> None:
        """A vote closes by itself, and a provider's page shows what is known of its membership."""
        from hopback.portal.ground import appointments
        from hopback.portal.providers import history

        from .actions import VOTE_CLOSES, close_vote
        from .queries import on_the_page_of

        appointments.register(VOTE_CLOSES, close_vote)
        history.register("membership/part.html", on_the_page_of)
