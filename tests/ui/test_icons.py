"""An icon that is not in the sprite is a hole in the page."""

import re
from pathlib import Path

import evenhand
from evenhand.foundation.access.door import SEATS
from evenhand.website.navigation import GROUPS

PACKAGE = Path(evenhand.__file__).parent
DRAWN = set((PACKAGE / "foundation/ui/assets/icons.txt").read_text(encoding="utf-8").split())
NAMED = re.compile(r"""(?:<c-icon name=|{% icon |\bicon=)"([a-z0-9-]+)\"""")


def test_templates_name_icons_of_the_sprite():
    named = {
        (path.name, name)
        for path in PACKAGE.rglob("*.html")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert named and {pair for pair in named if pair[1] not in DRAWN} == set()


def test_navigation_and_door_name_icons_of_the_sprite():
    named = {item.icon for group in GROUPS for item in group.items}
    named |= {icon for icon, _ in SEATS.values()}
    assert named - DRAWN == set()


def test_no_page_carries_inline_code_or_styles():
    forbidden = re.compile(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>|javascript:")
    found = [
        (path.name, match.group())
        for path in PACKAGE.rglob("*.html")
        for match in forbidden.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
