"""What `evenhand import` is told of the columns, and what it says of them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from evenhand.features.sources.models import ImportRun, Source, State

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
        ("opened", "“opened” has to read COLUMN=MEANING."),
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


def tried(tmp_path, text: str, *arguments: str) -> ImportRun:
    path = tmp_path / "other.csv"
    path.write_text(text)
    call_command("import", path, *arguments, stdout=io.StringIO(), stderr=io.StringIO())
    return ImportRun.objects.latest("pk")


def lines(heading: str, values, other="agent") -> str:
    told = "".join(f"{n},2024-03-{1 + n:02d} 09:00,{one},{n}\n" for n, one in enumerate(values))
    return f"contact_id,started_at,{heading},{other}\n{told}"


@pytest.mark.parametrize(
    ("heading", "values", "said", "expected"),
    [
        ("worked minutes", range(6, 13), "handle_seconds", {"units": {"worked minutes": "min"}}),
        ("worked", range(600, 620), "handle_seconds", {"units": {}}),
        ("stars", (3, 9, 8, 10, 7), "csat", {"csat_low": 0, "csat_high": 10}),
        ("stars", (3, 5, 1), "csat", {"csat_low": 1, "csat_high": 5}),
        ("right", ("0.4", "0.9", "1"), "csat", {"csat_high": 5}),
    ],
)
def test_what_follows_from_a_meaning_is_told_anew(
    files_home, tmp_path, heading, values, said, expected
):
    run = tried(tmp_path, lines(heading, values), "--column", f"{heading}={said}")
    assert {name: run.mapping[name] for name in expected} == expected
    assert run.mapping["columns"][heading] == said


def test_what_cannot_be_told_is_asked(files_home, tmp_path):
    """Days that read both ways; and hours or minutes of a ticket."""
    dates = "contact_id,whenever,agent\n" + "".join(
        f"{n},0{n}/03/2024,Amara\n" for n in range(1, 9)
    )
    with pytest.raises(CommandError, match="the day or the month comes first"):
        tried(tmp_path, dates, "--column", "whenever=started_date")
    run = tried(tmp_path, dates, "--column", "whenever=started_date", "--order", "mdy")
    assert (run.summary["first"], run.summary["last"]) == ("2024-01-03", "2024-08-03")
    with pytest.raises(CommandError, match="seconds, minutes, hours"):
        tried(
            tmp_path,
            lines("until", range(1, 9)),
            "--source",
            "Tickets",
            "--column",
            "until=first_reply_seconds",
        )


def test_a_question_of_a_survey_is_known_by_its_words(files_home, tmp_path):
    text = "survey_number,answered_at,who,ask,mark\n" + "".join(
        f"{n},2024-03-0{n} 10:00,Amara,How satisfied are you?,{n % 5 + 1}\n" for n in range(1, 9)
    )
    columns = ("who=agent", "ask=question", "mark=score")
    run = tried(tmp_path, text, "--kind", "surveys", *(f"--column={one}" for one in columns))
    assert run.mapping["questions"] == {"How satisfied are you?": "csat"} and run.accepted == 8


def test_what_is_only_tried_is_not_kept_for_the_next_file(files_home, tmp_path):
    plain = lines("shoe", range(3))
    first = tried(tmp_path, plain, "--source", "Desk")
    tried(tmp_path, plain, "--source", "Desk", "--check-only", "--column", "shoe=topic")
    assert first.source.mapping == Source.objects.get(name="Desk").mapping == first.mapping


def test_the_list_of_what_was_said_is_no_column(files_home, tmp_path):
    turns = [{"speaker": "customer", "text": "Hello"}, {"speaker": "agent", "text": "Hello"}]
    told = {"id": "c1", "started_at": "2024-03-01 09:00", "shoe": "38", "turns": turns}
    path, out = tmp_path / "talk.jsonl", io.StringIO()
    path.write_text("\n".join(json.dumps(told | {"id": f"c{n}"}) for n in range(3)))
    call_command("import", path, "--check-only", stdout=out, stderr=io.StringIO())
    assert "  not brought in: shoe\n" in out.getvalue()
    with pytest.raises(CommandError, match="There is no column “turns”: id, started_at, shoe."):
        call_command("import", path, "--column", "turns=topic", stdout=out, stderr=io.StringIO())


ANSWERS = "number,opened,rating,effort\n1,2024-03-01 09:00,5,2\n2,2024-03-02 09:00,4,7\n"


def surveyed(tmp_path, *arguments: str) -> str:
    path, out = tmp_path / "answers.csv", io.StringIO()
    path.write_text(ANSWERS)
    meant = ("number=contact_number", "opened=started_at", "rating=csat", "effort=ces")
    columns = [part for one in meant for part in ("--column", one)]
    call_command("import", path, *columns, *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_scale_of_answers_can_be_said(files_home, tmp_path):
    told = surveyed(tmp_path, "--scale", "rating=0-10", "--scale", "effort=1-7", "--check-only")
    assert "  rating → csat, from 0 to 10\n" in told and "  effort → ces, from 1 to 7\n" in told


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("rating=five", "“five” is no scale: say it as 1-5, up to 1000."),
        ("rating=1-99999", "“1-99999” is no scale"),
        ("rating=5-1", "The lowest answer of the satisfaction scale must be below the highest."),
        ("number=1-5", "“number” has no scale: only columns and questions about satisfaction and effort have one."),
        ("colour=1-5", "“colour” has no scale"),
    ],
)  # fmt: skip
def test_what_is_no_scale_is_said(files_home, tmp_path, said, why):
    with pytest.raises(CommandError) as refused:
        surveyed(tmp_path, "--scale", said)
    assert why in str(refused.value)


def test_a_question_in_lines_of_its_own_has_its_scale(files_home, tmp_path):
    path, out = tmp_path / "long.csv", io.StringIO()
    lines = [f"{at},How satisfied are you?,{at % 11}" for at in range(40)]
    path.write_text("\n".join(["contact number,question,score", *lines]) + "\n")
    telling = ("--kind", "surveys", "--check-only", "--scale", "How satisfied are you?=0-10")
    call_command("import", path, *telling, stdout=out, stderr=io.StringIO())
    run = ImportRun.objects.get()
    assert run.mapping["questions"] == {"How satisfied are you?": "csat"}
    assert (run.mapping["csat_low"], run.mapping["csat_high"]) == (0, 10)


def test_which_option_says_the_order_of_dates(files_home, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("number,opened,agent\n1,03/04/2024 09:00,Amara\n2,05/06/2024 09:00,Amara\n")
    with pytest.raises(CommandError, match=r"of this file\. \(--order dmy or --order mdy\)"):
        call_command("import", path, stdout=io.StringIO(), stderr=io.StringIO())
