"""`/health/`: for monitors. Open, and says nothing about anybody."""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evenhand import __version__
from evenhand.foundation.jobs.queries import worker_is_alive

LEAST_FREE_BYTES = 500 * 1024 * 1024


@login_not_required
@never_cache
@require_safe
def health(request):
    checks = {"database": _database(), "worker": False, "disk": _disk()}
    if checks["database"]:
        checks["worker"] = worker_is_alive(timezone.now())
    status = "ok" if all(checks.values()) else "attention" if checks["database"] else "failing"
    body = {"status": status, "checks": checks, "version": __version__}
    return JsonResponse(body, status=200 if checks["database"] else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return True
    except DatabaseError:
        return False


def _disk() -> bool:
    return shutil.disk_usage(settings.EVENHAND.home).free >= LEAST_FREE_BYTES
