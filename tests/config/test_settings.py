from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTION = {
    "THUOCDO_MODE": "production",
    "SECRET_KEY": "a-long-random-text-of-more-than-fifty-characters-0123456789-abcdefgh",
    "ALLOWED_HOSTS": "thuocdo.example.vn",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
}
REVERSE = "import django; django.setup(); from django.urls import reverse; print(reverse({what}))"
SHOW = "from django.conf import settings as s; print({expression})"


def _run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process with the real settings and nothing of this one's environment that matters."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    data = {"THUOCDO_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "thuocdo.config.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        env=kept | data | environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _show(tmp_path: Path, expression: str, **environment: str) -> str:
    done = _run(tmp_path, "-c", SHOW.format(expression=expression), **environment)
    return (done.stdout + done.stderr.splitlines()[-1] if done.stderr else done.stdout).strip()


def test_the_deployment_check_is_clean_in_production(tmp_path: Path) -> None:
    command = ("-W", "error", "-m", "thuocdo.config.manage", "check", "--deploy", "--fail-level", "WARNING")
    done = _run(tmp_path, *command, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_without_a_mode_the_strict_one_is_taken(tmp_path: Path) -> None:
    assert "SECRET_KEY is missing" in _show(tmp_path, "s.DEBUG")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"DEBUG": "true"}, "DEBUG shows data to strangers"),
        ({"THUOCDO_MODE": "prod"}, "THUOCDO_MODE is 'prod'"),
        ({"OIDC_CLIENT_ID": "x"}, "needs OIDC_SERVER_URL, OIDC_CLIENT_SECRET as well"),
        ({"UPLOAD_LIMIT_MB": "much"}, "much"),
        ({"THUOCDO_MFA_ROLES": "boss"}, "boss"),
    ],
)
def test_what_is_wrong_stops_the_start_and_says_so(
    tmp_path: Path, changes: dict[str, str], message: str
) -> None:
    assert message in _show(tmp_path, "s.DEBUG", **{**PRODUCTION, **changes})


def test_cookies_and_transport_are_strict_in_production_only(tmp_path: Path) -> None:
    expression = (
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0"
    )
    assert _show(tmp_path, expression, **PRODUCTION) == "True True True True"
    assert _show(tmp_path, expression, THUOCDO_MODE="demo") == "False False False False"


def test_the_settings_know_every_role() -> None:
    from thuocdo.apps.foundation.accounts.roles import Role
    from thuocdo.config.settings import ROLES

    assert set(Role.values) == ROLES


def test_demonstration_links_do_not_exist_in_production(tmp_path: Path) -> None:
    assert _show(tmp_path, "s.DEMO_SIGN_IN_LINKS", **PRODUCTION) == "False"


def test_the_key_of_a_demonstration_is_made_once_and_is_private(tmp_path: Path) -> None:
    first, second = (_show(tmp_path, "s.SECRET_KEY", THUOCDO_MODE="demo") for _ in range(2))
    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_an_outside_identity_provider_brings_its_addresses(tmp_path: Path) -> None:
    provider = {"OIDC_SERVER_URL": "https://sso.example.vn", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    code = REVERSE.format(what="'openid_connect_login', args=['office']")
    done = _run(tmp_path, "-c", code, **PRODUCTION, **provider)
    assert done.stdout.strip() == "/account/oidc/office/login/"


def test_an_outside_database_is_used_when_named(tmp_path: Path) -> None:
    shown = _show(tmp_path, "s.DATABASES['default']['HOST'], s.DATABASES['default']['ENGINE']", **PRODUCTION)
    assert shown == "127.0.0.1 django.db.backends.postgresql"


def test_forgotten_passwords_are_mailed_only_where_post_is_set_up(tmp_path: Path) -> None:
    code = REVERSE.format(what="'account_reset_password'")
    assert "NoReverseMatch" in _run(tmp_path, "-c", code, **PRODUCTION).stderr
    with_mail = _run(tmp_path, "-c", code, **PRODUCTION, EMAIL_URL="smtp://localhost:25")
    assert with_mail.stdout.strip() == "/account/password/reset/"
