"""Settings of the tests: the demonstration's, quick hashing, and a database of their own for every run."""

from __future__ import annotations

import os

os.environ.setdefault("THUOCDO_MODE", "demo")
os.environ.setdefault("SECRET_KEY", "the key of the tests, which protects nothing and nobody anywhere")
# The processes of one run agree on the name; two runs at the same time do not meet.
os.environ.setdefault("THUOCDO_TEST_RUN", str(os.getpid()))

from thuocdo.config.settings import *  # noqa: F403 - the point of this file: all of them, then a few changed
from thuocdo.config.settings import DATABASES

TEST_RUN = os.environ["THUOCDO_TEST_RUN"]
DATABASES["default"]["TEST"] = {"NAME": f"test_thuocdo_{TEST_RUN}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = False  # every test client would look through all files
SHOW_GALLERY = True
