"""The listserv: officials are on it, posts are held until somebody else releases them (A5.6, A5.7)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404

from hopback.policy.article_5_enforcement.referring import NotPermitted, NotReady
from hopback.policy.article_5_enforcement.scanning import may_leave
from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.second_person import NeedsAnother, NeedsAPerson
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.queries import disclosure

from ..models import AgencyPerson, Post, Subscription
from ..queries import listserv as queries
from ..queries.agencies import may_be_sent
from ..queries.known import known_in, scanned
from ..refusals import AgencyWrong
from ._common import only_people_of_staff
from .referrals import refuse_real

LINK = "listserv"
KIND = "listserv_post"
LEAVES_BY_LINK = timedelta(days=400)  # the link in an old post works as long as anybody would look for it
PATH = "/listserv/leave/"


@transaction.atomic
def write_post(
    *, subject: str, text: str, campaign: Campaign | None = None, person: AgencyPerson | None = None, by: Viewer,
    now: datetime,
) -> Post:  # fmt: skip
    """Somebody of staff, or an official who signed in, writes to the list. Raises NotPermitted for a real value."""
    if person is None:
        only_people_of_staff(by)
    elif not may_be_sent(person, now):
        raise Http404
    refuse_real(scanned(f"{subject}\n{text}", queries.may_be_named(now)))
    author = f"{person.name}, {person.agency}" if person else by.name
    return _held(subject, text, campaign, author, person, Post.Via.PAGE, by=by, now=now)


@transaction.atomic
def take_mail(*, sender: str, subject: str, text: str, by: Viewer, now: datetime) -> Post | None:
    """A mail to the list's address: held where an official on the list seems to have written it; else it is nothing.

    A sender can be forged, so nothing follows but that a moderator reads it. A real value in it is seen then.
    """
    person = queries.on_the_list(now).get(sender.strip().lower())
    if by.kind != "system" or person is None or not text.strip():
        return None
    author = f"{person.name}, {person.agency}"
    return _held(subject or "Without a subject", text, None, author, person, Post.Via.MAIL, by=by, now=now)


def _held(
    subject: str, text: str, campaign: Campaign | None, author: str, person: AgencyPerson | None, via: str, *,
    by: Viewer, now: datetime,
) -> Post:  # fmt: skip
    if not subject.strip() or not text.strip():
        raise AgencyWrong("A post has a subject and says something.", "text")
    seen = scanned(f"{subject}\n{text}", queries.may_be_named(now))
    post = Post.objects.create(
        subject=" ".join(subject.split())[:200], text=text.strip(), campaign=campaign, author=author[:200],
        author_user=by.user_id, person=person, via=via, posted_at=now, seen=sorted({one.seen.value for one in seen}),
    )  # fmt: skip
    _enter(post, "listserv.posted", by=by, now=now)
    return post


@transaction.atomic
def release_post(*, post: Post, by: Viewer, now: datetime) -> int:
    """A moderator lets it out: a mail to everybody on the list who may be told. Returns to how many (A5.6)."""
    held = _undecided(post, by)
    refuse_real(queries.suspicions(held, now))
    _decide(held, True, "", by=by, now=now)
    told = [one for one in queries.subscriptions(now) if _tellable(held, one.person, now)]
    for one in told:
        _mail(held, one, by=by, now=now)
    _enter(held, "listserv.released", by=by, now=now, to=len(told))
    return len(told)


@transaction.atomic
def decline_post(*, post: Post, because: str, by: Viewer, now: datetime) -> None:
    """A moderator keeps it back, with a reason."""
    held = _undecided(post, by)
    if not because.strip():
        raise AgencyWrong("Give the reason.", "because")
    _decide(held, False, because.strip(), by=by, now=now)
    _enter(held, "listserv.declined", by=by, now=now, because=held.because)


def _undecided(post: Post, by: Viewer) -> Post:
    """Locked, for a person of staff who is not its author."""
    only_people_of_staff(by)
    if by.user_id is None:
        raise NeedsAPerson("Sign in yourself: a person decides this.")
    held = Post.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=post.pk)
    if held.decided_at:
        raise NotReady("This post is decided already.")
    if held.author_user == by.user_id:
        raise NeedsAnother(f"{held.author} wrote this. Somebody else decides.")
    return held


def _decide(post: Post, released: bool, because: str, *, by: Viewer, now: datetime) -> None:
    post.decided_at, post.decided_by, post.decided_by_user = now, by.name, by.user_id
    post.released, post.because = released, because
    post.save(update_fields=["decided_at", "decided_by", "decided_by_user", "released", "because"])


def _tellable(post: Post, person: AgencyPerson, now: datetime) -> bool:
    """A campaign that only a private organisation's traces tell of reaches whom that one allows (A3.14)."""
    if post.campaign is None:
        return True
    own = Campaign.objects.filter(pk=post.campaign.pk)
    return disclosure.campaigns_tellable(own, to=person.agency.public_id, now=now).exists()


def _mail(post: Post, subscription: Subscription, *, by: Viewer, now: datetime) -> None:
    person = subscription.person
    link = accounts.make_link(
        purpose=LINK, about=subscription.public_id, address=person.email, good_for=LEAVES_BY_LINK, by=by, now=now
    )
    notice = notices.post(
        kind=KIND,
        to=[(person.email, person.name, "primary")],
        context={
            "link_path": PATH,
            "check_path": "/check/",
            "subject": post.subject,
            "author": post.author,
            "campaign": post.campaign.name if post.campaign else "",
            "summary": post.text,
            "read_path": f"/listserv/archive/{post.public_id}/",
        },
        party=person.agency.public_id,
        link_nonce=link.nonce,
        thread=post.public_id,
        by=by,
        now=now,
    )
    text = f"{notice.subject}\n{notice.text}"
    if not may_leave(text, known_in(text, {*queries.may_be_named(now), str(person.agency)})):
        raise NotPermitted("By now, something of a customer or a name that may not be named stands in it.")


def _enter(post: Post, verb: str, *, by: Viewer, now: datetime, **facts: object) -> None:
    """Not its words: what was held back stays out of the log."""
    logbook.record(
        by=by, now=now, verb=verb, about=post.public_id, author=post.author, via=post.via, seen=post.seen, **facts
    )
