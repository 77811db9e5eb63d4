"""The website's settings in a home of their own, quick and silent."""

import atexit
import os
import shutil
import tempfile

home = tempfile.mkdtemp(prefix="evenhand-tests-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
# What the tests themselves ask for.
KEPT = ("EVENHAND_DATABASE_URL", "EVENHAND_REAL_DATA", "EVENHAND_PICTURES")
for name in [name for name in os.environ if name.startswith("EVENHAND_")]:
    if name not in KEPT:
        del os.environ[name]
os.environ["EVENHAND_HOME"] = home
os.environ["EVENHAND_SECRET_KEY"] = "only for tests"
os.environ["EVENHAND_SECOND_FACTOR_ROLES"] = ""  # the cast comes in without; tests/signin asks it
os.environ["EVENHAND_ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

from evenhand.website.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "CRITICAL"}}
WHITENOISE_AUTOREFRESH = True  # do not read every asset at the start of every test
