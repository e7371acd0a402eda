import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopback.portal.settings")
application = get_wsgi_application()
sys.setswitchinterval(0.001)  # a machine that is woken waits for one thread at most, and not for long

from hopback.portal.demonstration.guard import check_at_the_door  # noqa: E402 - models are loaded only now
from hopback.portal.providers.queries import office  # noqa: E402

check_at_the_door()
office.get_ready()
