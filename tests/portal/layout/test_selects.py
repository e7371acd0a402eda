"""A select in one piece says what Django's own says, option by option."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from hopback.portal.accounts.forms import zones
from hopback.portal.accounts.models import known_zones

CHOICES = [
    ("", "Choose"),
    ("Europe", [("Europe/Paris", "Paris"), ("Europe/Rome", "Rome")]),
    ("x", 'Quotes " and <tags> & more'),
    (7, "Seven"),
]


class Said(HTMLParser):
    """Its tags with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[Any] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.strip()) if data.strip() else None


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("chosen", ["", "Europe/Rome", "x", 7, None])
def test_it_says_what_django_s_own_says(widget: type[forms.Select], chosen: Any) -> None:
    class Form(forms.Form):
        zone = forms.ChoiceField(
            choices=CHOICES, required=False, widget=widget(attrs={"class": "inp", "multiple": False})
        )

    ours = Form(initial={"zone": chosen})["zone"]
    theirs = Form(initial={"zone": chosen}, renderer=DjangoTemplates())["zone"]
    assert Said(str(ours)).parts == Said(str(theirs)).parts


def test_each_time_zone_there_is_can_be_chosen_and_stands_once() -> None:
    offered = [name for _, places in zones() for name, _ in places]
    assert len(offered) == len(set(offered))
    assert set(offered) == known_zones()
