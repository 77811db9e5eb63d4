"""How every form looks: label above, hint under it, then the message, then the field."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.foundation import wording

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)
TOO_LONG = gettext_lazy(
    "That is too long: at most %(limit_value)d characters can be kept, and these are %(show_value)d. Shorten it and send it again."
)


class EvenhandBoundField(BoundField):
    """No browser cuts off what somebody pastes: too long words come here, and go back whole with a sentence."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        limit = getattr(field, "max_length", None)
        if limit:
            field.error_messages["max_length"] = TOO_LONG
        if limit and isinstance(field.widget, forms.Textarea):
            at_most = _("At most %(n)s characters.") % {"n": wording.count_text(limit)}
            self.help_text = f"{self.help_text} {at_most}".strip()

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, PLAIN) and "class" not in widget.attrs:
            attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
        attrs["maxlength"] = False
        return attrs

    @property
    def is_single_box(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)


class EvenhandRenderer(TemplatesSetting):
    form_template_name = "evenhand/form.html"
    field_template_name = "evenhand/field.html"
    bound_field_class = EvenhandBoundField
