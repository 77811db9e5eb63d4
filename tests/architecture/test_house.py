"""What import contracts cannot say about the house, said here."""

import ast

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from tests.architecture.source import FEATURES, STRATA, imports, modules, slice_of, tree, views

LONGEST = 300  # lines of a file


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("evenhand.")]


def height(module: str) -> tuple[int, int]:
    """Smaller stands higher. Slices of one stratum are level, except the features' strict line."""
    stratum, name = slice_of(module)
    return STRATA.index(stratum), FEATURES.index(name) if stratum == "features" else 0


def test_no_import_goes_up():
    wrong = [
        (name, other)
        for name in modules()
        if name.count(".") > 1
        for other in imports(name)
        if other.startswith("evenhand.") and slice_of(other)[0] in STRATA
        if height(other) < height(name)
    ]
    assert not wrong


def test_no_foreign_key_points_up():
    wrong = [
        (model.__name__, field.name)
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField)
        if field.related_model.__module__.startswith("evenhand.")
        if height(field.related_model.__module__) < height(model.__module__)
    ]
    assert not wrong


def test_no_foreign_key_names_a_higher_slice_by_string():
    wrong = [
        (name, label)
        for name in modules()
        for node in ast.walk(tree(name))
        if (label := _label_named_by(node)) in FEATURES
        if (STRATA.index("features"), FEATURES.index(label)) < height(name)
    ]
    assert not wrong


def _label_named_by(node: ast.AST) -> str:
    """The app that `ForeignKey("app.Model")` names, or nothing."""
    if not isinstance(node, ast.Call) or not node.args:
        return ""
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    target = getattr(node.args[0], "value", None)
    relation = called in {"ForeignKey", "OneToOneField", "ManyToManyField"}
    return target.split(".")[0] if relation and isinstance(target, str) else ""


def test_no_view_reaches_rows_by_itself():
    wrong = [
        f"{name}:{node.lineno}"
        for name in views()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert not wrong


def test_no_slice_imports_the_views_of_another():
    wrong = [
        (name, other)
        for name in modules()
        if slice_of(name)[0] in {"features", "foundation", "sample"}
        for other in imports(name)
        if other.startswith("evenhand.") and "views" in other.split(".")
        if slice_of(other) != slice_of(name)
    ]
    assert not wrong


def test_actions_never_import_jobs():
    wrong = [
        (name, other)
        for name in modules()
        if name.startswith("evenhand.features.") and "actions" in name.split(".")[3:]
        for other in imports(name)
        if other.startswith(".".join(name.split(".")[:3]) + ".jobs")
        or other == "evenhand.foundation.jobs.actions.enqueue"
    ]
    assert not wrong


@pytest.mark.parametrize(
    "forbidden",
    [
        "django.dispatch",
        "django.db.models.signals",
        "django.contrib.admin",
        "django.contrib.contenttypes.fields",
    ],
)
def test_no_hidden_wiring(forbidden):
    assert not [
        (name, other)
        for name in modules()
        for other in imports(name)
        if other == forbidden or other.startswith(f"{forbidden}.")
    ]


def test_the_admin_site_is_not_installed():
    assert not apps.is_installed("django.contrib.admin")


def test_analysis_knows_no_django():
    wrong = [
        (name, other)
        for name in modules()
        if slice_of(name)[0] == "analysis" or ".rules" in name
        for other in imports(name)
        if other.split(".")[0] in {"django", "allauth"}
    ]
    assert not wrong


def test_numbers_are_worded_in_one_place():
    """`foundation.wording` alone knows which language is spoken; whoever passed it by would always speak English."""
    wrong = [
        (name, other)
        for name in modules()
        if slice_of(name)[0] != "analysis" and name != "evenhand.foundation.wording"
        for other in imports(name)
        if other.startswith("evenhand.analysis.wording")
    ]
    assert not wrong


def test_only_analysis_speaks_to_an_engine():
    wrong = [
        (name, other)
        for name in modules()
        if slice_of(name)[0] != "analysis"
        for other in imports(name)
        if other.split(".")[0] in {"duckdb", "ibis", "sqlglot"}
    ]
    assert not wrong


def test_the_sample_imports_nothing_it_could_be_tuned_to():
    wrong = [
        (name, other)
        for name in modules()
        if name.startswith("evenhand.sample.")
        for other in imports(name)
        if other.startswith("evenhand.analysis")
    ]
    assert not wrong


def test_files_stay_small_and_say_what_they_are_for():
    too_long, silent = [], []
    for name, path in modules().items():
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if len(text.splitlines()) > LONGEST:
            too_long.append(name)
        if text.strip() and path.name != "__init__.py" and not ast.get_docstring(tree(name)):
            silent.append(name)
    assert not too_long
    assert not silent


def test_nothing_is_called_utils():
    vague = {"utils", "helpers", "common", "base", "core", "misc"}
    assert not [name for name in modules() if vague & set(name.split("."))]
