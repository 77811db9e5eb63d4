"""A cell that is longer than any name or number is refused by itself, at the check, and the other lines come in."""

import pytest

from evenhand.analysis.intake.reasons import REASONS
from evenhand.analysis.intake.rules import LONGEST

CONTACT = ("contact_number", "started_at", "agent", "channel", "topic", "direction", "customer")


def contacts(**cells: str) -> str:
    told = {key: key[:3] for key in CONTACT} | {"started_at": "2026-07-01 10:00:00"}
    lines = [told | {"contact_number": "A"}, told | {"contact_number": "B"} | cells]
    return "\n".join([",".join(CONTACT), *(",".join(line.values()) for line in lines)]) + "\n"


MEANT = {"columns": {key: key for key in CONTACT}}


@pytest.mark.parametrize("key", [key for key in CONTACT if key in LONGEST])
@pytest.mark.parametrize("sign", ["x", "é"])
def test_what_is_as_long_as_it_may_be_comes_in_and_one_sign_more_does_not(
    centre, a_file, key, sign
):
    most = LONGEST[key]
    summary = centre.check(a_file(contacts(**{key: sign * most})), **MEANT)
    assert (summary.accepted, summary.rejected) == (2, 0)
    summary = centre.check(a_file(contacts(**{key: sign * (most + 1)})), **MEANT)
    assert (summary.accepted, summary.rejected) == (1, 1)
    (refused,) = centre.refused()
    assert (refused.line, refused.column) == (3, key)
    assert refused.why == (
        f"{REASONS['too_long']} (it has {most + 1} characters, and the most is {most})"
    )


def test_of_what_is_very_long_little_is_kept(centre, a_file):
    summary = centre.check(a_file(contacts(agent="word " * 14_000)), **MEANT)
    assert (summary.accepted, summary.rejected) == (1, 1)
    (refused,) = centre.refused()
    assert len(refused.value) <= 200 and refused.value.startswith("word word")
    assert summary.agents == [("age", 1)]


@pytest.mark.parametrize(
    ("head", "line", "column"),
    [
        ("survey_id,agent,answered_at,csat", "S1,{long},2026-09-01 09:00:00,4", "agent"),
        ("survey_id,agent,answered_at,csat", "{long},Ann,2026-09-01 09:00:00,4", "survey_id"),
        (
            "evaluation_id,agent,evaluated_at,evaluator,score percent",
            "E1,Ann,2026-09-01 09:00:00,{long},80",
            "evaluator",
        ),
    ],
)
def test_so_it_is_in_files_of_other_kinds(centre, a_file, head, line, column):
    kind = "surveys" if head.startswith("survey") else "evaluations"
    text = "\n".join([head, line.format(long="x"), line.format(long="x" * 201)]) + "\n"
    path = a_file(text)
    shape, mapping = centre.propose(path)
    assert mapping.kind == kind
    summary = centre.check(path)
    assert (summary.accepted, summary.rejected) == (1, 1)
    (refused,) = centre.refused()
    assert (refused.line, refused.column) == (3, column)
    assert refused.why.startswith(REASONS["too_long"])
