"""What `evenhand import` is told of the columns, and what it says of them."""

import io

import pytest
from django.core.management import CommandError, call_command

from evenhand.features.sources.models import ImportRun, State

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Two columns could tell the start, one has a heading that nobody knows, one means nothing here.
FILE = """number,created,opened,who deals,shoe size
1,2024-03-01 09:00,2024-03-01 10:00,Amara,38
2,2024-03-02 09:00,2024-03-02 10:30,Amara,
3,2024-03-03 09:00,soon,Amara,41
"""


def command(tmp_path, *arguments: str) -> str:
    path, out = tmp_path / "desk.csv", io.StringIO()
    path.write_text(FILE)
    call_command("import", path, *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def opened(files_home, tmp_path):
    return command(
        tmp_path, "--column", "opened=started_at", "--column", "who deals=agent",
        "--column", "created=", "--column", "number=contact_number",
    )  # fmt: skip


def test_a_column_means_what_the_command_says(opened):
    run = ImportRun.objects.get()
    said = {"opened": "started_at", "who deals": "agent", "number": "contact_number"}
    assert run.mapping["columns"] == said
    assert all(f"  {column} → {key}\n" in opened for column, key in said.items())
    assert "Brought in 2 lines, 2024-03-01 to 2024-03-02." in opened


def test_it_says_what_is_left_out_and_counts_in_words(opened):
    assert "  not brought in: created, shoe size\n" in opened
    assert "line 4, opened, “soon”:" in opened and "(1 line)" in opened


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("colour=agent", "There is no column “colour”: number, created, opened, who deals, shoe size."),
        ("opened=beginning", "There is no meaning called “beginning”: contact_number, started_at,"),
        ("opened", "“opened” has to read NAME=VALUE."),
    ],
)  # fmt: skip
def test_what_it_cannot_know_is_said(files_home, tmp_path, said, why):
    with pytest.raises(CommandError) as refused:
        command(tmp_path, "--column", said)
    assert why in str(refused.value)
    assert ImportRun.objects.get().state == State.LOOKED_AT


def test_a_meaning_moves_from_one_column_to_another(files_home, tmp_path):
    """As the first proposal has it, `created` is the start."""
    assert "  created → started_at\n" in command(tmp_path, "--check-only")
    said = command(tmp_path, "--check-only", "--column", "opened=started_at")
    assert "  opened → started_at\n" in said and "created →" not in said
