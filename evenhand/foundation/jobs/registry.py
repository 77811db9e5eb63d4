"""Which function a kind of job is. Modules that declare jobs are listed in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Kind:
    name: str
    function: Callable
    resumable: bool  # may be started again from the beginning after its worker died
    title: str  # of all of its kind, for a list: a lazy text


_kinds: dict[str, Kind] = {}


def job(name: str, *, title: str = "", resumable: bool = False) -> Callable[[Callable], Callable]:
    """Declares `f(progress, **kwargs)` as a job; it stays a plain function that tests can call."""

    def declare(function: Callable) -> Callable:
        known = _kinds.get(name)
        if known and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"Two jobs are called {name}")
        _kinds[name] = Kind(name, function, resumable, title or name)
        function.job_kind = name
        return function

    return declare


def kind_of(name: str) -> Kind | None:
    if name not in _kinds:
        load_job_modules()
    return _kinds.get(name)


def load_job_modules() -> None:
    for module in import_string(settings.EVENHAND_JOB_MODULES):
        import_module(module)
