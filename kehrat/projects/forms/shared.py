"""Whether Sukkula may read a draft: told by the button that is pressed, whatever stands now."""

from django import forms


class SharedForm(forms.Form):
    with_sukkula = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class KeptForm(forms.Form):
    with_sukkula = forms.BooleanField(required=False, initial=False, widget=forms.HiddenInput)
