"""How every form of the portal is drawn."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Label above, hint under it, error beside the field and in a linked summary on top."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
