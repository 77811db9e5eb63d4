"""People as a CSV file brings them in: whom its lines mean, what they change, and what is refused."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch

from evenhand.features.people.actions.employment import set_employment
from evenhand.features.people.actions.file_accounts import give_account, unknown_roles
from evenhand.features.people.actions.records import add_key, change_person, create_person
from evenhand.features.people.actions.teams import create_team, join_team, lead_team, set_last_day
from evenhand.features.people.models import Person, SourceKey, Team
from evenhand.features.people.rules.contradictions import contradictions
from evenhand.features.people.rules.matching import Someone, match, same
from evenhand.features.people.rules.people_file import HEADINGS, Fault, Faulty, Line
from evenhand.features.people.rules.spells import step
from evenhand.foundation.access.models import User
from evenhand.foundation.access.viewers import Actor


@dataclass
class BroughtIn:
    """What a file changed. Each person counts once, however many lines are theirs."""

    lines: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    teams: int = 0
    dates: int = 0
    accounts: int = 0

    @property
    def is_anything_new(self) -> bool:
        return bool(self.new or self.changed or self.teams)


@transaction.atomic
def bring_in_people(*, by: Actor, lines: Iterable[Line], accounts: bool = False) -> BroughtIn:
    """The lines of a people file, of each person in order of date. The same file twice changes nothing.

    With `accounts`, whoever has an email and a role there gets an account that holds the role.
    `Faulty` with every line that cannot be used; nothing is kept then."""
    _stand_in_line(by)
    lines = sorted(lines, key=lambda one: (one.starts_on, one.number))
    here, accounts_before = _everybody(), User.objects.count()
    meant, faults = match(lines, [_known(one) for one in here])
    people: dict[Someone, list[Line]] = {}
    for line in lines:
        if line.number in meant:
            people.setdefault(meant[line.number], []).append(line)
    faults += contradictions(people.values()) + (unknown_roles(lines) if accounts else [])
    if faults:
        raise Faulty(faults)
    work = _Work(by, accounts, {one.pk: one for one in here}, BroughtIn(len(lines)))
    for someone, their in people.items():
        work.bring_in(someone, their)
    if work.faults:
        raise Faulty(work.faults)
    work.done.accounts = User.objects.count() - accounts_before
    return work.done


def _stand_in_line(by: Actor) -> None:
    """Before anybody is looked for: a form that is sent twice at the same instant finds whom the first one made."""
    User.objects.select_for_update(no_key=True).filter(pk=by.user_id).first()
    list(Person.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _everybody() -> list[Person]:
    """Each with the ids that mean them in every source."""
    everywhere = Prefetch("keys", SourceKey.objects.filter(source=""), to_attr="everywhere")
    return list(Person.objects.prefetch_related(everywhere).order_by("pk"))


def _known(person: Person) -> Someone:
    keys = {one.key for one in person.everywhere}
    return Someone(person.name, person.email, keys, pk=person.pk)


@contextmanager
def _told_of(line: Line, column: str) -> Iterator[None]:
    """What an action refuses is a fault of the line that asked for it."""
    try:
        yield
    except ValidationError as refusal:
        said = getattr(refusal, "message_dict", {column: refusal.messages})
        cells = {name if name in HEADINGS else column: words for name, words in said.items()}
        faults = [line.fault(name, " ".join(words)) for name, words in cells.items()]
        raise Faulty(faults) from refusal


@dataclass
class _Work:
    by: Actor
    accounts: bool
    here: dict[int, Person]
    done: BroughtIn
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self):
        self.teams = {same(one.name): one for one in Team.objects.all()}

    def bring_in(self, someone: Someone, lines: list[Line]) -> None:
        """All that is said of one person. The first of their lines that cannot be used is told."""
        for line in lines:
            self._make_team(line)
        try:
            with transaction.atomic():
                is_changed = self._change(someone, lines)
        except Faulty as refusal:
            self.faults += refusal.faults
            return
        if someone.pk is None:
            self.done.new += 1
        elif is_changed:
            self.done.changed += 1
        else:
            self.done.unchanged += 1

    def _make_team(self, line: Line) -> None:
        if line.team and same(line.team) not in self.teams:
            self.teams[same(line.team)] = create_team(by=self.by, name=line.team)
            self.done.teams += 1

    def _change(self, someone: Someone, lines: list[Line]) -> bool:
        """What they leave comes last, when all their teams are known."""
        person = self._record_of(someone)
        placed = [self._place(person, line, lines) for line in lines if line.team]
        left = [self._leave(person, line) for line in lines if line.leaves_on]
        given = [self._account(person, one) for one in lines if one.email and one.role]
        self.done.dates += sum(placed)
        return any([someone.new_email, someone.new_keys, *placed, *left, *given])

    def _record_of(self, someone: Someone) -> Person:
        """With the id and email that the file adds. The name of whoever is here stays as it is."""
        line = someone.new_email or someone.line
        with _told_of(line, "name"):
            if someone.pk is None:
                person = create_person(by=self.by, name=someone.name, email=someone.email)
            else:
                person = self.here[someone.pk]
                if someone.new_email:
                    given = {"name": person.name, "email": someone.email}
                    change_person(by=self.by, person=person, **given)
        for key in someone.new_keys:
            with _told_of(line, "person_id"):
                add_key(by=self.by, person=person, key=key)
        return person

    def _place(self, person: Person, line: Line, lines: list[Line]) -> bool:
        """Put somebody in (or at the head of) a team as the line says; False where it is so already."""
        team = self.teams[same(line.team)]
        rows = person.leaderships if line.leads else person.memberships
        leaves = next((one.leaves_on for one in lines if one.leaves_on), person.ends_on)
        begins = {one.starts_on for one in lines if one.dated and one.team and not one.leads}
        held = list(rows.filter(team=team).order_by("starts_on"))
        found = step(line, held, leaves=leaves, begins=() if line.leads else begins)
        if isinstance(found, Fault):
            raise Faulty([found])
        if found and found.held:
            with _told_of(line, "ends_on"):
                set_last_day(by=self.by, held=found.held, ends_on=found.ends_on)
        elif found:
            begin = lead_team if line.leads else join_team
            spell = {"starts_on": line.starts_on, "ends_on": found.ends_on}
            with _told_of(line, "starts_on" if line.dated else "team"):
                begin(by=self.by, person=person, team=team, **spell)
        return found is not None

    def _leave(self, person: Person, line: Line) -> bool:
        if person.ends_on == line.leaves_on:
            return False
        days = {"starts_on": person.starts_on, "ends_on": line.leaves_on}
        with _told_of(line, "leaves_on"):
            set_employment(by=self.by, person=person, **days)
        return True

    def _account(self, person: Person, line: Line) -> bool:
        if not self.accounts:
            return False
        with _told_of(line, "email"):
            return give_account(by=self.by, person=person, line=line)
