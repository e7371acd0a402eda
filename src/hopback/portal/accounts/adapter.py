"""Where allauth asks how things are done in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hopback.portal.ground.sealing import seal, unseal

QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}  # the page shows it anyway


class PeopleAdapter(DefaultAccountAdapter):
    """Nobody signs up; mails come from the traceback team."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_from_email(self) -> str:
        return f"{settings.GROUP_NAME} <{settings.MAIL_FROM}>"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted at rest; the QR code is drawn into the page, as the CSP has no `data:` images."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose="second factor")

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose="second factor")

    def get_totp_issuer(self) -> str:
        return f"{settings.GROUP_SHORT_NAME} traceback portal"

    def _get_site_name(self) -> str:
        return "Secure Traceback Portal"

    def build_totp_svg(self, url: str) -> SafeString:
        return qr_code(url)


def qr_code(text: str) -> SafeString:
    """A QR code as inline SVG, one unit to a module, four units of quiet around it."""
    import qrcode  # an import of 60 ms that only one page needs

    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="220" height="220" role="img" shape-rendering="crispEdges"'
        ' aria-label="QR code of the secret below"><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path d="{1}" fill="#000"/></svg>',
        len(rows),
        dark,
    )
