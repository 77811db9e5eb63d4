"""Small words for templates."""

from datetime import datetime, time
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from evenhand.foundation.wording import said

register = template.Library()
register.filter("said", said)  # a text of analysis or of rules


@register.filter
def initials(name: str) -> str:
    """Of the first and the last part of a name: "Joanna de Vries" is JV."""
    parts = str(name).split()
    return (
        "".join(part[0] for part in dict.fromkeys((parts[0], parts[-1]))).upper() if parts else ""
    )


@register.filter
def moment(at: datetime | None, day: str = "") -> str:
    """A day in the given form, and the time: unless it is midnight to the second, which is what a source says that
    knows days only."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    told = date_format(local, day or gettext("D j M Y"))
    if local.time() == time.min:
        return told
    return gettext("%(day)s, %(time)s") % {"day": told, "time": date_format(local, gettext("H:i"))}


@register.simple_tag
def icon(name: str, small: bool | str = False) -> SafeString:
    """What `<c-icon>` shows, for places that every page has: a tag takes a tenth of a component's time."""
    return _icon(str(name), bool(small))


@cache
def _icon(name: str, small: bool) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " icon-s" if small else "", static("built/icons.svg"), name,
    )  # fmt: skip
