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


def test_a_row_with_something_behind_it_leads_there_from_drawing_and_table():
    rows = [
        {"day": "Mon", "time": "09:00", "value": 7.5, "n": 1200, "query": "weekday=mon&half_hour=09:00"},
        {"day": "Mon", "time": "09:30", "value": None, "n": 3, "query": "weekday=mon&half_hour=09:30"},
        {"day": "Mon", "time": "10:00", "value": None, "n": 0, "query": "weekday=mon&half_hour=10:00"},
    ]  # fmt: skip
    asked = {
        "title": "T", "sentence": "S", "columns": {"day": "Day", "time": "From", "n": "n"}, "n_text": "",
        "unit": "seconds",
    }  # fmt: skip
    drawn = chart("heatmap", rows, link="/contacts/?team=a&kpi=asa&", **asked)
    few = '<a href="/contacts/?team=a&amp;kpi=asa&amp;weekday=mon&amp;half_hour=09:30" aria-label="3: Mon 09:30">3</a>'
    assert few in drawn.table and 'aria-label="1,200: Mon 09:00">1,200</a>' in drawn.table
    assert drawn.table.count("<a ") == 2 and '<td class="num">0</td>' in drawn.table
    assert [row.get("query", "") for row in drawn.payload["data"]["rows"]] == [
        "weekday=mon;half_hour=09:00", "weekday=mon;half_hour=09:30", "",
    ]  # fmt: skip
    assert drawn.payload["link"] == "/contacts/?team=a;kpi=asa;"
    closed = chart("heatmap", rows, **asked)
    assert "<a " not in closed.table and "weekday=" not in str(closed.payload)
