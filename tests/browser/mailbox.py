"""What a provider finds in its mailbox: the link of the last request about a traceback."""

import sqlite3
from contextlib import closing

from django.urls import reverse

from hopback.portal.ground import capability
from tests.browser.serving import Portal

LAST = "SELECT link_nonce FROM notices_notice WHERE traceback = ? AND link_nonce <> '' ORDER BY id DESC LIMIT 1"


def link_in_the_last_mail(portal: Portal, traceback: str) -> str:
    """The token is stored nowhere: it is derived here as the relay does when the mail leaves."""
    with closing(sqlite3.connect(portal.database)) as outbox:
        (nonce,) = outbox.execute(LAST, (traceback,)).fetchone()
    return reverse("tracebacks:link", args=[capability.token_for(nonce)])
