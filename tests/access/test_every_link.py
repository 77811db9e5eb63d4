"""Every page that links lead to from the first screen, as each of the cast: none is closed to them, and none names whom
they may not see."""

import pytest
from django.utils import timezone

from evenhand.features.attainment.actions import reckon
from evenhand.features.standards.actions import give_copies
from evenhand.features.standards.queries import kpi_called
from evenhand.features.standards.rules.targets import About, Where
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast, centre, standards
from tests.access.walking import walk

pytestmark = pytest.mark.one_database

CALLED = {"amara": "Amara", "ben": "Ben Whitlock", "noor": "Noor", "rajesh": "Rajesh"}
NOT_FOR = {
    "amara": {"ben", "noor", "rajesh"},
    "ben": {"amara", "noor", "rajesh"},
    "noor": {"amara", "ben"},
    "joanna": {"noor", "rajesh"},
    "rajesh": {"amara", "ben"},
    "mateus": {"amara", "ben", "noor"},
    "pat": {"amara", "ben", "noor"},
    "nadia": set(CALLED),
    "eve": set(CALLED),
}


@pytest.fixture(scope="module")
def furnished(shared_records, shared_home):
    """With standards, targets on everybody, on named people and on totals, a draft, and what is reckoned of all that."""
    here = centre.make_centre()
    standard = standards.make_standard()
    named = frozenset({here.ben.pk, here.noor.pk})
    whose = standards.make_target(standard)
    standards.make_target(standard, where=Where.PEOPLE, keys=named)
    counter = kpi_called("csat")
    standards.make_target(standard, "aht", about=About.TOTAL, direction="at most", threshold=400, counter=counter)  # fmt: skip
    standards.write_standard(standard.standard)
    standards.begin_standard("Not ready")
    everybody = [here.amara, here.ben, here.noor]
    give_copies(
        by=cast.viewer(cast.helen(), cast.SINCE),
        version=whose,
        people=everybody,
        given_on=cast.SINCE,
    )
    reckon(by=SYSTEM, today=timezone.localdate())
    return here


@pytest.mark.parametrize("name", cast.CAST)
def test_no_link_leads_nowhere_and_no_page_names_whom_its_reader_may_not_see(furnished, db, name):
    """Nobody is offered a page that is closed to them."""
    pages = walk(cast.CAST[name]())
    broken = {url: status for url, (status, _) in pages.items() if status not in (200, 302)}
    assert not broken
    for address, (_, body) in pages.items():
        for hidden in NOT_FOR.get(name, ()):
            assert CALLED[hidden] not in body, (address, hidden)
            assert getattr(furnished, hidden).ref not in body, (address, hidden)
