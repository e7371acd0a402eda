"""A form and the action behind it: a refusal stands beside the field it is about."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from hopback.policy.clause import Refused


def attempt(form: Form, act: Callable[..., Any], /, **told: Any) -> bool:
    """Validate, act with the cleaned fields and `told`; False when the form now says what is wrong."""
    if not form.is_valid():
        return False
    try:
        act(**{**form.cleaned_data, **told})
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True
