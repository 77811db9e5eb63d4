"""The table under a chart."""

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
