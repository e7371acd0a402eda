"""Keys at the door of the API: known by the middleware already, here asked for the scope an operation needs."""

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from .models import Kind
from .viewer import Viewer


class BearerKey(HttpBearer):
    """`auth=BearerKey(Scope.HOPS, Kind.PROVIDER)`: 401 without a living key, 403 where the key may not."""

    def __init__(self, scope: str, *kinds: Kind) -> None:
        super().__init__()
        self.scope, self.kinds = scope, kinds

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
        if viewer is None or viewer.scopes is None:
            return None
        if self.scope not in viewer.scopes:
            raise HttpError(403, f"This key has no scope “{self.scope}”. An administrator can make one that has.")
        if self.kinds and viewer.kind not in self.kinds:
            raise HttpError(403, f"This is for keys of a {' or '.join(self.kinds)}.")
        return viewer
