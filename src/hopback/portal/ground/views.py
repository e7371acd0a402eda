"""What anybody may read, whoever asks."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from .signing_keys import keyring

KEPT = 300  # seconds; a machine that meets a key it does not know asks again


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys of the portal (RFC 7517): with them a provider's machine checks who asks it."""
    response = JsonResponse(keyring().document(), content_type="application/jwk-set+json")
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response
