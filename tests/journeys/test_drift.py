"""Somebody's weeks in a real browser: fetched after the page, drawn, with a table, and no barrier."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evenhand.features.attainment.tests.opening import CARD, make_weeks, row_of
from tests import cast
from tests.journeys.steps import DESK, PHONE, assert_fits


@pytest.fixture
def row(home):
    return row_of(make_weeks()["amara"])


def test_the_weeks_fit_and_nothing_stands_in_the_way(live, page, row, sign_in, assert_accessible):
    sign_in(cast.joanna())
    for scheme, size in (("light", DESK), ("dark", DESK), ("light", PHONE)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        page.goto(live + reverse("standing", args=[row.ref]))
        expect(page.get_by_role("heading", name=CARD)).to_be_visible()
        expect(page.locator("[data-chart] svg, [data-chart] canvas").first).to_be_visible()
        expect(page.get_by_text("lasting change for the worse")).to_be_visible()
        assert_accessible(page)
        assert_fits(page)
