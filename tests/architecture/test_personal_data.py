"""Every field of every model says whether it holds something about a person."""

import pytest
from django.apps import apps

from evenhand.foundation.personal import Erase, Keep, Personal, declared
from tests import personal_data_page

OURS = [config for config in apps.get_app_configs() if config.name.startswith("evenhand.")]


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_every_field_is_declared_once(config):
    personal, not_personal = declared(config)
    for model in config.get_models(include_auto_created=False):
        fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
        yes, no = set(personal.get(model, {})), set(not_personal.get(model, ()))
        assert not yes & no, f"{model.__name__}: declared both ways: {sorted(yes & no)}"
        assert fields <= yes | no, f"{model.__name__}: undeclared: {sorted(fields - yes - no)}"
        assert yes | no <= fields, f"{model.__name__}: no such field: {sorted((yes | no) - fields)}"


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_declarations_are_whole(config):
    for fields in declared(config)[0].values():
        for declaration in fields.values():
            assert isinstance(declaration, Personal)
            assert declaration.purpose
            assert declaration.keep in Keep
            assert declaration.erase in Erase


def test_the_page_of_the_docs_says_what_the_code_says():
    assert personal_data_page.FILE.read_text(encoding="utf-8") == personal_data_page.text(), (
        "./run fix writes it anew"
    )
