"""The long parts of an import, beside the pages."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.engine import NoRoom
from evenhand.analysis.intake.convert import forget_unused
from evenhand.features.sources import actions
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation.files.actions import forget_unreachable
from evenhand.foundation.jobs.progress import JobFailed, Stopped
from evenhand.foundation.jobs.registry import job

NO_ROOM = gettext_lazy(
    "There is no room left on the disk. Nothing of this file was brought in, and the file itself is kept. "
    "Make room, then try again from here."
)


@job("sources.check", title=gettext_lazy("Check a file"), resumable=True)
def check(progress, *, run_id: int) -> dict:
    run = _run(run_id)
    if _is_over(run, State.CHECKING):
        return {"lines": run.lines}

    def report(step, done, total):
        progress.step(step, done, total)
        progress.check_stop()

    with _explained(run):
        actions.check(by=progress.by, run=run, today=timezone.localdate(), report=report)
    return {"lines": run.lines}


@job("sources.bring_in", title=gettext_lazy("Bring in a file"), resumable=True)
def bring_in(progress, *, run_id: int) -> dict:
    run = _run(run_id)
    if _is_over(run, State.BRINGING_IN):
        return {"accepted": run.accepted}
    with _explained(run):
        actions.bring_in(
            by=progress.by, run=run, today=timezone.localdate(), report=_by_month(progress)
        )
    return {"accepted": run.accepted}


@job("sources.take_back", title=gettext_lazy("Take back a file"), resumable=True)
def take_back(progress, *, run_id: int) -> dict:
    run = _run(run_id)
    if _is_over(run, State.TAKING_BACK):
        return {}
    with _explained(run):
        actions.take_back(
            by=progress.by, run=run, today=timezone.localdate(), report=_by_month(progress)
        )
    return {}


def _run(run_id: int) -> ImportRun:
    return ImportRun.objects.select_related("file", "source").get(pk=run_id)


_ENDED = (State.DONE, State.TAKING_BACK, State.TAKEN_BACK)
# Where work that came to its end has left a run, and what may have become of it since.
_AFTER = {
    State.CHECKING: (State.CHECKED, State.BRINGING_IN, *_ENDED),
    State.BRINGING_IN: _ENDED,
    State.TAKING_BACK: (State.TAKEN_BACK,),
}


def _is_over(run: ImportRun, during: State) -> bool:
    """Whether an earlier try came to its end and was killed before it said so: it is not done twice, nor refused."""
    if run.state == during:
        return False
    if run.state not in _AFTER[during]:
        raise JobFailed("refused", run.problem or _("It is no longer where this work left it."))
    return True


@job("sources.republish", title=gettext_lazy("Count all figures anew"), resumable=True)
def republish(progress) -> dict:
    return {"generation": actions.republish(today=timezone.localdate(), report=_by_month(progress))}


@job("sources.republish_months", title=gettext_lazy("Count corrected months anew"), resumable=True)
def republish_months(progress, *, months: list[str]) -> dict:
    """A kind of its own: what asks for everything must not take this for it."""
    today = timezone.localdate()
    report = _by_month(progress)
    return {"generation": actions.republish(today=today, months=months, report=report)}


@job(
    "sources.republish_if_needed",
    title=gettext_lazy("Count anew where it is needed"),
    resumable=True,
)
def republish_if_needed(progress) -> dict:
    """Definitions may be dated in advance: on their day nobody changes anything, and yet figures change."""
    return republish(progress) if actions.is_out_of_date(today=timezone.localdate()) else {}


_DAY = (
    24 * 3600.0
)  # nobody waits longer than that before an import is confirmed; later the text is made again


@job("sources.collect", title=gettext_lazy("Remove files that nothing needs"), resumable=True)
def collect(progress) -> dict:
    """Removes files of the fact store that no generation needs any more, and what uploads left that were cut off."""
    from evenhand.foundation.facts import store

    progress.step(_("Removing files that nothing needs"))
    now = timezone.now().timestamp()
    removed = store().collect(older_than=3600, now=now)
    removed += forget_unused(store(), older_than=_DAY, now=now)
    return {"removed": removed + forget_unreachable(older_than=_DAY, now=now)}


def _by_month(progress):
    def report(month, done, total):
        progress.step(_("Building the figures: %(month)s") % {"month": month}, done, total)
        progress.check_stop()

    return report


class _explained:
    """Leaves the run in a state from which one can go on, and says why it stopped."""

    def __init__(self, run):
        self.run = run

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is None:
            return False
        if isinstance(error, Stopped):
            actions.fail(
                run=self.run, problem=_("Stopped before it was finished. Nothing was brought in.")
            )
            return False
        if isinstance(error, NoRoom):
            actions.fail(run=self.run, problem=str(NO_ROOM))
            raise JobFailed("no_room", str(NO_ROOM)) from error
        if isinstance(error, ValidationError):
            sentence = " ".join(error.messages)
            actions.fail(run=self.run, problem=sentence)
            raise JobFailed("refused", sentence) from error
        actions.fail(
            run=self.run, problem=_("It could not be finished. Nothing was brought in; try again.")
        )
        return False
