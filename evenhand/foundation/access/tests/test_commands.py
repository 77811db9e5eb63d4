"""Accounts from the command line."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from evenhand.foundation.access.models import User

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def password(tmp_path):
    file = tmp_path / "password"
    file.write_text("three plain words\n")
    return str(file)


def test_create_admin(password, capsys):
    call_command("createadmin", "s@b.example", "Sam", password_from=password)
    user = User.objects.get()
    assert user.check_password("three plain words")
    assert user.grants.get().role == "administrator"


def test_add_user_and_refusal(password, capsys):
    call_command("add-user", "a@b.example", "Amara", "agent", password_from=password)
    with pytest.raises(CommandError, match="already an account"):
        call_command("add-user", "A@b.example", "Amara", "agent", password_from=password)
    assert User.objects.count() == 1


def test_two_different_passwords(monkeypatch):
    answers = iter(["three plain words", "three other words"])
    from importlib import import_module

    module = import_module("evenhand.foundation.access.management.commands.add-user")
    monkeypatch.setattr(module, "getpass", lambda prompt: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())
    with pytest.raises(CommandError, match="differ"):
        call_command("createadmin", "s@b.example", "Sam")
    assert not User.objects.exists()


def test_where_nobody_can_type_it_says_how_to_give_the_password(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match="--password-from FILE"):
        call_command("createadmin", "s@b.example", "Sam")
    gone = str(tmp_path / "gone")
    with pytest.raises(CommandError, match="cannot be read .* Nothing was made"):
        call_command("createadmin", "s@b.example", "Sam", password_from=gone)
    assert not User.objects.exists()
