"""What no manager of secret fields can refuse by itself: joins from other models, and who asks for everything."""

import ast

import pytest
from django.apps import apps

from evenhand.foundation.access.secrecy import SecretFields
from tests.architecture.source import modules, slice_of, tree

SECRET = [model for model in apps.get_models() if issubclass(model, SecretFields)]


def joins() -> set[str]:
    """Every lookup by which a query of another model would reach a secret field: "persons__state"."""
    return {
        f"{field.related_query_name()}__{name}"
        for model in SECRET
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and not field.remote_field.hidden
        for name in model.SECRET
    }


def names(node: ast.AST) -> list[str]:
    """What could be a lookup in this piece of source: the name of an argument, or a string."""
    if isinstance(node, ast.keyword):
        return [node.arg or ""]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_no_query_joins_its_way_to_a_secret_field():
    lookups = joins()
    wrong = [
        f"{name}:{node.lineno} {said}"
        for name in modules()
        for node in ast.walk(tree(name))
        for said in names(node)
        if any(one in said for one in lookups)
    ]
    assert "persons__state" in lookups and not wrong


def test_only_the_queries_of_the_slice_that_keeps_them_open_them():
    keepers = {model.__name__: slice_of(model.__module__) for model in SECRET}
    asked = [
        (name, node.value.id)
        for name in modules()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr == "opened"
        if isinstance(node.value, ast.Name) and node.value.id in keepers
    ]
    wrong = [
        one for one in asked if slice_of(one[0]) != keepers[one[1]] or "queries" not in one[0].split(".")
    ]  # fmt: skip
    assert {model for _name, model in asked} == set(keepers) and not wrong


@pytest.mark.parametrize("said", ['f(persons__state="x")', 'Count("places__assessment__persons__more")'])  # fmt: skip
def test_these_tests_see_such_a_lookup(said):
    found = [name for node in ast.walk(ast.parse(said)) for name in names(node)]
    assert any(one in each for one in joins() for each in found)
