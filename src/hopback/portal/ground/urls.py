from django.urls import path

from hopback.wire.signing import KEYS_AT

from . import views

urlpatterns = [path(KEYS_AT.lstrip("/"), views.keys, name="signing_keys")]
