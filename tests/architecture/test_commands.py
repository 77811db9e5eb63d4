"""Every command explains itself."""

import pytest
from django.core.management import get_commands, load_command_class

from evenhand.__main__ import STOPPED, main

OURS = sorted(name for name, app in get_commands().items() if app.startswith("evenhand"))


@pytest.mark.parametrize("name", OURS)
def test_it_says_what_it_takes(name):
    command = load_command_class(get_commands()[name], name)
    told = command.create_parser("evenhand", name).format_help()
    assert command.help and " ".join(command.help.split()[:3]) in " ".join(told.split())


def test_there_are_some():
    assert {"import", "backup", "restore"} <= set(OURS)


@pytest.mark.parametrize("how", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_whoever_stops_it_reads_a_sentence(monkeypatch, capsys, how):
    """Also where the engine was asked something at that moment."""

    def stopped(_arguments):
        raise how

    monkeypatch.setattr("django.core.management.execute_from_command_line", stopped)
    monkeypatch.setattr("sys.argv", ["evenhand", "check"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 130
    assert capsys.readouterr().err == f"{STOPPED}\n"
