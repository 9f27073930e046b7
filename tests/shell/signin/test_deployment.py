"""With HTTPS=1 the settings satisfy Django's own check of deployments."""

import os
import subprocess
import sys

import pytest


def check(https: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, "HTTPS": https, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_https_leaves_nothing_to_warn_of() -> None:
    done = check("1")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("warning", ["SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE"])
def test_the_check_sees_a_house_without_https(warning: str) -> None:
    assert warning in check("0").stderr
