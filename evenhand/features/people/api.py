"""People for other systems: list, state, change, end. Described in docs/api.md."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.features.people import actions, queries
from evenhand.features.people.forms import PersonBody
from evenhand.foundation.access.actions import held_by_hand
from evenhand.foundation.access.api import Refused, body_of, for_systems, page_of

A_PAGE, LAST_PAGE = 100, 10_000


@require_http_methods(["GET"])
@for_systems
def people(request):
    """By external id. People whom no system has named are not listed: nobody could ask for them."""
    number = page_of(request, size=A_PAGE, last=LAST_PAGE)
    page = Paginator(queries.named_people(), A_PAGE).get_page(number)
    listed = queries.stated(page, request.viewer.today) if number == page.number else []
    more = number + 1 if page.has_next() else None
    return JsonResponse({"people": listed, "count": page.paginator.count, "next": more})


@require_http_methods(["GET", "PUT", "DELETE"])
@for_systems
def person(request, external_id):
    if "\0" in external_id or len(external_id) > 200:
        raise Refused(422, ("external_id", _("At most 200 signs, none of them zero.")))
    verb = {"GET": _stated, "PUT": _put, "DELETE": _ended}[request.method]
    return verb(request, external_id)


def _stated(request, external_id, status: int = 200):
    key = queries.key_of(external_id)
    if key is None:
        raise Refused(404, ("", _("No person has this id.")))
    return JsonResponse(queries.stated([key], request.viewer.today)[0], status=status)


def _put(request, external_id):
    body = body_of(request)
    form = PersonBody(body)
    if not form.is_valid():
        raise Refused(422, *((name, words) for name, said in form.errors.items() for words in said))
    wanted = actions.Wanted(said=frozenset(body), **form.cleaned_data)
    key = queries.key_of(external_id)
    if key and "ends_on" in body and form.cleaned_data["ends_on"] != key.person.ends_on:
        _refuse_by_hand(key.person, request.viewer.today)
    given = {"external_id": external_id, "wanted": wanted, "today": request.viewer.today}
    _person, is_new = _tried(actions.provision, by=request.token, **given)
    return _stated(request, external_id, 201 if is_new else 200)


def _ended(request, external_id):
    """From today no longer employed; the record stays as long as its rules say."""
    key, today = queries.key_of(external_id), request.viewer.today
    if key is None:
        raise Refused(404, ("", _("No person has this id.")))
    if key.person.ends_on is None or key.person.ends_on > today:
        _refuse_by_hand(key.person, today)
        starts_on = key.person.starts_on
        starts_on = starts_on if starts_on and starts_on < today else None
        given = {"person": key.person, "starts_on": starts_on, "ends_on": today}
        _tried(actions.set_employment, by=request.token, **given, reason=request.token.name)
    return _stated(request, external_id)


def _refuse_by_hand(person, today) -> None:
    """As no token gives or takes these roles, none takes their holder away, or brings them back."""
    held = held_by_hand(user=person.user, today=today) if person.user else []
    if held:
        words = _("%(name)s holds the role %(role)s: an administrator sets by hand when this ends.")
        raise Refused(403, ("ends_on", words % {"name": person.name, "role": held[0].title}))


def _tried(verb, **given):
    try:
        return verb(**given)
    except ValidationError as refusal:
        fields = getattr(refusal, "message_dict", {"": refusal.messages})
        raise Refused(
            422, *((name, words) for name, said in fields.items() for words in said)
        ) from refusal
