"""Every command explains itself."""

import pytest
from django.core.management import get_commands, load_command_class

OURS = sorted(name for name, app in get_commands().items() if app.startswith("evenhand"))


@pytest.mark.parametrize("name", OURS)
def test_it_says_what_it_takes(name):
    command = load_command_class(get_commands()[name], name)
    told = command.create_parser("evenhand", name).format_help()
    assert command.help and " ".join(command.help.split()[:3]) in " ".join(told.split())


def test_there_are_some():
    assert {"import", "backup", "restore"} <= set(OURS)
