"""How form fields look: one template per kind of field, in the design system's words."""

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Fields from our own templates, with error text tied to the field."""

    field_template_name = "forms/field.html"
