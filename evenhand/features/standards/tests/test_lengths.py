"""No browser cuts off what somebody typed: each field says how long it may be, and too long words come back whole."""

import pytest
from django.urls import reverse

from evenhand.features.standards.models import Standard
from evenhand.foundation.remarks.forms import RemarkForm
from evenhand.foundation.remarks.models import LONGEST
from tests import cast, policies, standards

pytestmark = pytest.mark.django_db
TITLE = "Wartezeitüberschreitungsbeschwerdebearbeitung " * 4  # 184 characters


def addresses() -> list[str]:
    standard = standards.make_standard().standard
    policy = policies.begin(kind="monitoring", title="Monitoring")
    return [
        reverse("new_standard"),
        reverse("standard_draft_text", args=[standard.ref]),
        reverse("standard_withdrawal", args=[standard.ref]),
        reverse("policy_draft_text", args=[policy.ref]),
        reverse("policy_draft", args=[policy.ref]),
        reverse("look_rule"),
    ]


def test_no_field_cuts_off_and_each_says_its_limit(files_home):
    helen = cast.signed_in(cast.helen())
    for address in addresses():
        page = helen.get(address).content.decode()
        assert "maxlength" not in page, address
        typed = page.count("<textarea") + page.count('type="text"')
        assert 0 < typed <= page.count("characters."), address


def test_a_title_that_is_too_long_comes_back_whole(files_home):
    standards.make_charter()
    page = cast.signed_in(cast.helen()).post(reverse("new_standard"), {"title": TITLE})
    assert page.status_code == 422 and not Standard.objects.filter(title__startswith="Warte")
    said = page.content.decode()
    assert TITLE in said or TITLE.strip() in said
    assert "at most 150 characters can be kept, and these are 183" in said


def test_words_that_are_too_long_say_by_how_many():
    form = RemarkForm({"words": "a" * (LONGEST + 7)})
    assert "at most 2000 characters can be kept, and these are 2007" in str(form.errors)
    shown = str(form)
    assert "At most 2,000 characters." in shown and "maxlength" not in shown
    assert 'aria-describedby="id_words_helptext id_words_error"' in shown
    assert "a" * (LONGEST + 7) in shown
