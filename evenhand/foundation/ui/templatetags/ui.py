"""Small words for templates."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Of the first and the last part of a name: "Joanna de Vries" is JV."""
    parts = str(name).split()
    return (
        "".join(part[0] for part in dict.fromkeys((parts[0], parts[-1]))).upper() if parts else ""
    )


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
