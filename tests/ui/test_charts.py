"""The table under a chart."""

from datetime import date

from evenhand.foundation.ui.charts import chart


def test_the_table_says_words_from_files_as_words_and_sets_numbers_right():
    found = chart(
        "bars",
        [
            {"name": "<b>Billing & co</b>", "n": 12345, "value": 0.5},
            {"name": "Moving", "n": 3, "value": None},
        ],
        title="t",
        sentence="s",
        columns={"name": "Topic <i>", "n": "n", "value": "Share"},
        n_text="",
        unit="share",
    ).table
    assert '<th scope="col">Topic &lt;i&gt;</th><th scope="col" class="num">n</th>' in found
    assert '<tr><th scope="row">&lt;b&gt;Billing &amp; co&lt;/b&gt;</th>' in found
    assert '<td class="num">12,345</td>' in found
    assert (
        '<tr><th scope="row">Moving</th><td class="num">3</td><td class="num"></td></tr>' in found
    )
    assert "<b>" not in found


def test_the_table_says_the_same_as_the_drawing():
    rows = [
        {"at": date(2026, 5, 18), "value": None, "n": 12},
        {"at": date(2026, 5, 25), "value": 0.7312, "n": 381},
    ]
    columns = {"at": "Week of", "value": "Share", "n": "Issues"}
    drawn = chart(
        "trend", rows, title="T", sentence="S", columns=columns, n_text="393 issues", unit="share"
    )
    assert drawn.table == (
        '<thead><tr><th scope="col">Week of</th><th scope="col" class="num">Share</th>'
        '<th scope="col" class="num">Issues</th></tr></thead>\n'
        '<tbody><tr><th scope="row">Mon 18 May 2026</th><td class="num"></td><td class="num">12</td></tr>'
        '<tr><th scope="row">Mon 25 May 2026</th><td class="num">73.1%</td><td class="num">381</td></tr></tbody>'
    )
    assert drawn.payload["data"]["rows"][1]["at"] == "2026-05-25"
    assert drawn.payload["data"]["standard"] == []
