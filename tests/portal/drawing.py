"""How a template is drawn in production. Django's tests lay something over it that copies each context for whoever asks
what a page was made of; a crawl of thousands of pages asks for none of them."""

import pytest
from django.template import Template


def draw_plainly(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
