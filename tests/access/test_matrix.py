"""The printed matrix is that of the code, and whoever holds no role holds nothing in it."""

from django.conf import settings

from evenhand.foundation.access.roles import Role
from evenhand.website import matrix


def test_the_printed_matrix_is_up_to_date():
    assert matrix.FILE.read_text(encoding="utf-8") == matrix.text(settings.INSTALLED_APPS), (
        "an ability has changed: ./run fix writes docs/access.md anew; read its difference"
    )


def test_a_guest_may_do_by_role_only_what_everybody_may():
    lines = [line for line in matrix.text(settings.INSTALLED_APPS).splitlines() if line[:2] == "| "]
    assert len(lines) > 20
    assert not [line for line in lines if Role.GUEST.value in line.rpartition("|")[0].split("|")[2]]
