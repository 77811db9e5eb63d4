from evenhand.foundation.ui.tiles import Range, Spark, Tile


def test_a_range_is_drawn_in_percent_and_stays_inside():
    shown = Range(60, 90, 71.8, 120, 73.1, 75, "standard 75%")
    assert (shown.x_low, shown.x_high, shown.x_value) == ("39.33%", "100.00%", "43.67%")
    assert (shown.x_standard, shown.x_label, shown.anchor) == ("50.00%", "50.00%", "middle")
    assert Range(0, 1, 0.2, 0.4, 0.3).x_standard == ""
    assert Range(0, 1, 0.2, 0.4, 0.3, 0.0, "standard none").anchor == "start"
    assert Range(0, 1, 0.2, 0.4, 0.3, 1.0, "standard all").anchor == "end"
    assert Range(5, 5, 5, 5, 5).x_value == "50.00%"


def test_a_spark_breaks_at_gaps_and_marks_the_last_and_the_lonely_point():
    spark = Spark([1, 2, None, 3, None, 2, 1], standard=2, flags=["", "up", "", "", "", "", ""])
    assert spark.path.count("M") == 3
    assert [(dot.kind, dot.x) for dot in spark.dots] == [
        ("up", "14.0"),
        ("alone", "42.0"),
        ("last", "84.0"),
    ]
    assert spark.y_standard == "12.0"
    assert Spark([None, None]).path == "" and Spark([None]).dots == []
    assert Spark([4]).dots[0].kind == "last"


def test_a_tile_without_enough_shows_no_value():
    assert Tile("Resolved", "73.1", "%", state="up").has_value
    assert not Tile("Resolved", "73.1", "%", state="few").has_value
    assert not Tile("Resolved", "73.1", "%", state="up", problem="The source is silent.").has_value


def test_a_spark_is_drawn_with_its_words_and_nothing_of_them_is_markup():
    drawn = Spark([1, 2, 3], standard=2, words='Lately <b> & "up"').svg
    assert 'role="img" aria-label="Lately &lt;b&gt; &amp; &quot;up&quot;"' in drawn
    assert drawn.count("<circle") == 1 and 'class="std"' in drawn and "<b>" not in drawn
    silent = Spark([1, 2, 3]).svg
    assert 'aria-hidden="true"' in silent and "aria-label" not in silent and "std" not in silent
