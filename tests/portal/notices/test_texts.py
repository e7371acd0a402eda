"""What a mail must never say, and what those who write to us must not make it say (design 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.portal.notices import texts
from hopback.portal.notices.models import Notice
from hopback.portal.notices.texts import CalledNumberInMail, Rendered
from tests.portal.notices.post_office import CALL, post

CALLED = "+13125550177"


def set_with(**context: object) -> Rendered:
    return texts.render("request", {**CALL, **context}, personal=True)


@pytest.mark.parametrize(
    "written",
    ["+13125550177", "312-555-0177", "(312) 555 0177", "1.312.555.0177", "312\n555\n0177", "3 1 2 5 5 5 0 1 7 7"],
)
def test_a_called_number_is_refused_however_it_is_set(written: str) -> None:
    with pytest.raises(CalledNumberInMail):
        set_with(certification=f"The customer at {written} approved.")


@given(between=st.lists(st.sampled_from(["", " ", "-", ".", "/", "\u00a0"]), min_size=9, max_size=9))
def test_no_punctuation_hides_a_called_number(between: list[str]) -> None:
    digits = "3125550177"
    hidden = digits[0] + "".join(mark + digit for mark, digit in zip(between, digits[1:], strict=True))
    with pytest.raises(CalledNumberInMail):
        texts.refuse_secrets(Rendered("", f"It rang at {hidden}.", ""), [CALLED])


def test_a_number_abroad_is_known_without_its_country_code() -> None:
    with pytest.raises(CalledNumberInMail):
        set_with(certification="It rang at 020 7946 0958.", secrets=["+442079460958"])


@pytest.mark.django_db
def test_a_refused_notice_leaves_nothing_behind() -> None:
    with pytest.raises(CalledNumberInMail):
        post(context={"reason": "312 555 0177", "certification": "312 555 0177"})
    assert not Notice.objects.exists()


def test_a_caller_that_shows_the_called_number_is_shown_on_the_page_only() -> None:
    """Robocallers spoof the number they call: the mail must leave, and without it."""
    mail = set_with(calling="+1 312 555 0177")
    assert "Calling number: shown on the answer page" in mail.text


def test_neighbouring_numbers_may_stand_in_a_mail() -> None:
    assert "+1 312 555 0178" in set_with(calling="+1 312 555 0178").text


def test_a_name_cannot_forge_lines_or_headers() -> None:
    mail = set_with(provider_name="Harbor\r\nBcc: everybody@sable.example\n\nOpen https://evil.example", due_local="")
    assert "\n" not in mail.subject
    assert "\nBcc" not in mail.text
    assert "\nOpen https://evil" not in mail.text


def test_a_name_cannot_forge_html() -> None:
    html = set_with(campaign='<img src="https://evil.example/x"> & Sons').html
    assert "<img" not in html
    assert "&lt;img" in html


def test_plain_text_is_not_escaped() -> None:
    assert 'Campaign:       Ham & Eggs\' "refund"' in set_with(campaign='Ham & Eggs\' "refund"').text


def test_an_unknown_kind_says_so() -> None:
    with pytest.raises(texts.TemplateDoesNotExist, match="greeting"):
        texts.render("greeting", CALL, personal=False)
