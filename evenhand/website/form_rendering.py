"""How every form looks: label above, hint under it, then the message, then the field."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class EvenhandBoundField(BoundField):
    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, PLAIN) and "class" not in widget.attrs:
            attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
        return attrs

    @property
    def is_single_box(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)


class EvenhandRenderer(TemplatesSetting):
    form_template_name = "evenhand/form.html"
    field_template_name = "evenhand/field.html"
    bound_field_class = EvenhandBoundField
