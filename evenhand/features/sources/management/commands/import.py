"""`evenhand import FILE`: the same way in as through the browser, for scripts and large files."""

import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.text import Truncator

from evenhand.analysis.engine import NoRoom
from evenhand.analysis.intake.look import Unreadable, refuse_size
from evenhand.analysis.intake.mapping import ORDER_IS_OPEN
from evenhand.analysis.intake.meanings import columns_of
from evenhand.features.sources import actions, queries
from evenhand.features.sources.forms import choosing
from evenhand.features.sources.jobs import NO_ROOM
from evenhand.foundation.access.viewers import SYSTEM

_TOLD = 20  # of columns that are left out, and of reasons
_SIGNS = 60  # of a cell


def _read_as(mapping, column: str, key: str) -> str:
    """What of its values does not show in them: a unit, a scale."""
    if unit := mapping.units.get(column):
        return f", in {unit}"
    ends = {"csat": (mapping.csat_low, mapping.csat_high), "ces": (mapping.ces_low, mapping.ces_high)}  # fmt: skip
    return ", from {} to {}".format(*ends[key]) if key in ends else ""


def _many(number: int, one: str, many: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {many or f'{one}s'}"


def _hash(file: Path) -> str:
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _settled(people: dict) -> str:
    """What became of those whom nobody knew."""
    told = []
    if added := people["people_added"]:
        told.append(f"Added {_many(added, 'person', 'people')} in the team “{people['team']}”")
    if matched := people["people_matched"]:
        told.append(f"{_many(matched, 'person is', 'people are')} somebody who was here")
    return ", ".join(told)


class Command(BaseCommand):
    help = "Bring in a file of contacts, answers, evaluations, legs or conversations: check every line, then count it. Safe to run again after an interruption."
    requires_system_checks = ()  # they read every page, of which this shows none

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", default="", help="the system that made the file (default: the file's name)"
        )
        parser.add_argument("--sheet", default="", help="of a workbook (default: the fullest)")
        parser.add_argument(
            "--kind", choices=queries.KINDS, help="what a line is (default: by its headings)"
        )
        parser.add_argument(
            "--about", default="", help="the source of the contacts that its lines name"
        )
        parser.add_argument(
            "--column", action="append", default=[], metavar="COLUMN=MEANING",
            help="what a column means; COLUMN= leaves it out (repeatable)",
        )  # fmt: skip
        parser.add_argument(
            "--unit", action="append", default=[], metavar="COLUMN=UNIT",
            help=f"in which unit a column is: {', '.join(choosing.UNITS).replace('%', '%%')} (repeatable)",
        )  # fmt: skip
        parser.add_argument(
            "--scale", action="append", default=[], metavar="COLUMN=LOW-HIGH",
            help="the lowest and the highest answer of a column or a question, as 1-5 (repeatable)",
        )  # fmt: skip
        parser.add_argument(
            "--speaker", action="append", default=[], metavar="NAME=ROLE",
            help=f"who speaks by that name: {', '.join(choosing.ROLES)} (repeatable)",
        )  # fmt: skip
        parser.add_argument(
            "--order", choices=("dmy", "mdy"), help="day or month first, where dates leave it open"
        )
        parser.add_argument("--zone", default="", help="time zone of the file's clock times")
        parser.add_argument("--team", default="", help="add people whom nobody knows, in this team")
        parser.add_argument(
            "--same", action="append", default=[], metavar="KEY=NAME",
            help="the unknown KEY of the file is the person NAME here (repeatable)",
        )  # fmt: skip
        parser.add_argument(
            "--columns-checked",
            action="store_true",
            help="somebody looked at the columns that read otherwise than in the last file",
        )
        parser.add_argument(
            "--check-only", action="store_true", help="say what would happen; bring nothing in"
        )

    def handle(self, *args, file: Path, **options):
        try:
            self._refuse(file)
            with actions.alone_with(_hash(file)):
                self._go_on(self._checked(self._started(file, options), options), options)
        except NoRoom as error:
            raise CommandError(str(NO_ROOM)) from error
        except (ValidationError, Unreadable) as refusal:
            said = " ".join(getattr(refusal, "messages", [str(refusal)]))
            hint = " (--order dmy or --order mdy)" if ORDER_IS_OPEN in said else ""
            raise CommandError(f"{said}{hint}") from refusal

    def _refuse(self, file: Path) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        refuse_size(file.stat().st_size, settings.EVENHAND.largest_import_bytes)

    def _settle(self, run, kind: str) -> None:
        today = timezone.localdate()
        done, given_up = actions.settle_interrupted(by=SYSTEM, run=run, kind=kind, today=today)
        for earlier in done:
            lines = _many(earlier.accepted, "line")
            self.stdout.write(f"An earlier try was cut off after it had brought in {lines}.")
        for earlier in given_up:
            day = f"{timezone.localtime(earlier.created_at):%Y-%m-%d %H:%M}"
            self.stdout.write(f"An earlier try of {day} that was not brought in was discarded.")

    def _go_on(self, run, options) -> None:
        self._tell(run)
        same = self._same(run, options["same"])
        if options["check_only"]:
            actions.discard(by=SYSTEM, run=run)
        elif run.accepted:
            self._bring_in(run, options["team"], same)
        else:
            self._nothing_new(run, options["team"], same)

    def _started(self, file: Path, options):
        largest = settings.EVENHAND.largest_import_bytes
        zone = options["zone"] or settings.EVENHAND.time_zone
        with open(file, "rb") as stream:
            run = actions.start(
                by=SYSTEM,
                stream=stream,
                name=file.name,
                source_name=options["source"],
                zone=zone,
                largest=largest,
            )
        if options["sheet"]:
            actions.choose_sheet(
                by=SYSTEM, run=run, sheet=options["sheet"], zone=zone, largest=largest
            )
        return run

    def _checked(self, run, options):
        mapping = self._mapping(run, options)
        self.stdout.write(f"  Read as {mapping.kind}")
        for column, key in mapping.columns.items():
            self.stdout.write(f"  {column} → {key}{_read_as(mapping, column, key)}")
        self._tell_shape(run, mapping)
        if not options["check_only"]:
            self._settle(run, mapping.kind)
        self._match(run, mapping, options)
        return actions.check(by=SYSTEM, run=run, today=timezone.localdate(), report=self._report)

    def _mapping(self, run, options):
        kind, about = options["kind"] or "", options["about"]
        mapping = queries.mapping_as(run, kind)
        if kind and mapping.kind != kind:
            raise CommandError(
                "No list of turns was found in this file: it holds no conversations."
            )
        if about:
            here = {name.lower(): name for name in queries.sources_with_contacts()}
            if about.lower() not in here:
                known = ", ".join(here.values()) or "none"
                raise CommandError(
                    f"No contacts of “{about}” are here. Sources with contacts: {known}."
                )
            mapping = mapping.with_(about=here[about.lower()])
        mapping = choosing.with_columns(mapping, options["column"], queries.shape_of(run))
        mapping = choosing.with_units(mapping, options["unit"])
        mapping = choosing.with_scales(mapping, options["scale"])
        mapping = choosing.with_speakers(mapping, options["speaker"])
        return mapping.with_(order=options["order"]) if options["order"] else mapping

    def _tell_shape(self, run, mapping) -> None:
        shape = queries.shape_of(run)
        if left := [one for one in columns_of(shape, mapping) if one not in mapping.columns]:
            self.stdout.write(f"  not brought in: {', '.join(left[:_TOLD])}")
            if len(left) > _TOLD:
                self.stdout.write(f"    and {len(left) - _TOLD:,} more")
        for line in shape.junk:
            self.stdout.write(f"  passed over above the headings: {line}")
        for sentence in (*shape.notes, *queries.suited(run, mapping)["warnings"]):
            self.stdout.write(f"  {sentence}")

    def _match(self, run, mapping, options) -> None:
        changed, checked = queries.changed_columns(run, mapping), options["columns_checked"]
        if changed and not checked:
            said = " ".join(change.sentence for change in changed)
            raise CommandError(f"{said} If the meanings are right, add --columns-checked.")
        actions.match_columns(
            by=SYSTEM,
            run=run,
            mapping=mapping,
            columns_checked=checked,
            keep=not options["check_only"],
        )

    def _same(self, run, said: list[str]) -> dict[str, str]:
        """Who is meant by which key; and in words who else may be meant by whom."""
        unknown = actions.unknown_people(run)
        same = actions.same_by_name(unknown=unknown, said=said)
        left = [key for key in unknown if key not in same]
        for key, one in queries.people_to_choose(left)["proposals"].items():
            self.stdout.write(f"  “{key}” may be {one.name} ({one.why}): --same '{key}={one.name}'")
        return same

    def _nothing_new(self, run, team: str, same: dict[str, str]) -> None:
        """What came in earlier may still be credited to people who are told now."""
        told = "Nothing new in this file."
        if same or (team and actions.unknown_people(run)):
            people = actions.add_people(by=SYSTEM, run=run, team_name=team, each=same)
            self._credit_anew()
            told += f" {_settled(people)}; figures were counted anew."
        else:
            self._advise(run, team, same)
            told += " Nothing changed."
        if not run.rejected:  # else its lines may be put right from its page
            actions.discard(by=SYSTEM, run=run)
        self.stdout.write(told)

    def _bring_in(self, run, team: str, same: dict[str, str]) -> None:
        self._advise(run, team, same)
        told = same or (team and actions.unknown_people(run))
        actions.confirm(by=SYSTEM, run=run, add_people=bool(team), team_name=team, each=same)
        actions.bring_in(by=SYSTEM, run=run, today=timezone.localdate(), report=self._report)
        if told and run.already_here:  # in other months, perhaps, than what came in
            self._credit_anew()
        if not run.accepted:
            self.stdout.write("Nothing was left to bring in: another import was quicker.")
            return
        first, last = run.summary["first"], run.summary["last"]
        self.stdout.write(f"Brought in {_many(run.accepted, 'line')}, {first} to {last}.")

    def _credit_anew(self) -> None:
        actions.republish(today=timezone.localdate(), report=self._report)

    def _advise(self, run, team: str, same: dict[str, str]) -> None:
        unknown = [key for key in actions.unknown_people(run) if key not in same]
        if unknown and not team:
            who = _many(len(unknown), "person", "people")
            self.stdout.write(
                f"Not known here: {who} named in this file. Without a person, contacts count for the organisation alone. "
                "Add the people, or run again with --team NAME."
            )

    def _report(self, step, done, total):
        sys.stderr.write(f"  {done}/{total} {step}\n")

    def _tell(self, run) -> None:
        self.stdout.write(
            f"{_many(run.lines, 'line')} read = {run.accepted:,} accepted + {run.rejected:,} rejected"
            f" + {run.already_here:,} already here"
        )
        for group in queries.reject_groups(run)[:_TOLD]:
            first, lines = group.first, group.lines
            value = Truncator(first.value).chars(_SIGNS)
            self.stdout.write(
                f"  line {first.line}, {first.column}, “{value}”: {first.why} ({_many(lines, 'line')})"
            )
