import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopback.portal.settings")
application = get_wsgi_application()

from hopback.portal.demonstration.guard import check_at_the_door  # noqa: E402 - models are loaded only now

check_at_the_door()
