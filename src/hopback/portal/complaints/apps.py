from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "hopback.portal.complaints"
    label = "complaints"

    def ready(self) -> None:
        """The registry of numbers that nobody calls from speaks against a signature; this room knows both."""
        from hopback.portal.tracebacks import spoofing

        from .queries.listed import spoofed

        spoofing.register(spoofed)
