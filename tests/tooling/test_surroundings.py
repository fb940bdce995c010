from __future__ import annotations

import subprocess

import pytest

from tooling import surroundings

PIP_SAYS = """\
:env:.index-url='https://env.example.vn/simple'
global.cert='/etc/office.pem'
global.index-url='https://file.example.vn/simple'
global.find-links='\\n/wheels\\n/more'
install.no-index='true'
freeze.timeout='10'
"""


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", *surroundings.UV_VARIABLES.values()):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def pip_says(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = subprocess.CompletedProcess([], 0, stdout=PIP_SAYS)
    monkeypatch.setattr(surroundings, "has_pip", lambda: True)
    monkeypatch.setattr(surroundings.subprocess, "run", lambda *_args, **_options: answer)


@pytest.mark.usefixtures("pip_says")
def test_the_environment_wins_over_pips_files() -> None:
    assert surroundings.pip_settings()["index-url"] == "https://env.example.vn/simple"


@pytest.mark.usefixtures("pip_says")
def test_settings_of_other_commands_are_left_out() -> None:
    assert "timeout" not in surroundings.pip_settings()


@pytest.mark.usefixtures("no_settings")
def test_uv_gets_pips_index() -> None:
    environment = surroundings.child_environment({"index-url": "https://mirror.example.vn/simple"})
    assert environment["UV_DEFAULT_INDEX"] == "https://mirror.example.vn/simple"


@pytest.mark.usefixtures("no_settings")
def test_uv_and_node_get_pips_certificate() -> None:
    environment = surroundings.child_environment({"cert": "/etc/office.pem"})
    assert environment["SSL_CERT_FILE"] == environment["NODE_EXTRA_CA_CERTS"] == "/etc/office.pem"


def test_what_a_person_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/mine.pem")
    assert surroundings.child_environment({"cert": "/etc/office.pem"})["SSL_CERT_FILE"] == "/mine.pem"


@pytest.mark.usefixtures("no_settings", "pip_says")
def test_an_office_without_internet_installs_from_its_folder() -> None:
    environment = surroundings.child_environment(surroundings.pip_settings())
    assert (environment["UV_NO_INDEX"], environment["UV_FIND_LINKS"]) == ("1", "/wheels,/more")


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    monkeypatch.setattr(surroundings.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(surroundings.sys, "argv", ["run.py", "demo"])
    monkeypatch.setattr(
        surroundings.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None
    )
    monkeypatch.setattr(surroundings.os, "execv", lambda *words: called.append(words))
    with pytest.raises(SystemExit):  # the real execv does not come back
        surroundings.reexecute_with_supported_python()
    assert called == [("/usr/bin/python3.12", ["/usr/bin/python3.12", "run.py", "demo"])]


def test_without_a_fitting_python_it_says_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(surroundings.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"3\.11 to 3\.14"):
        surroundings.reexecute_with_supported_python()
