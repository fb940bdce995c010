from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.permissions import units_for
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.org_units.models import OrgUnit


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Units by the name that tells them apart."""

    def label_from_instance(self, obj: OrgUnit) -> str:
        """The name with its bracket."""
        return obj.label


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Name, addresses and unit of a person, within the reach of whoever edits."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "phone", "unit")
        field_classes = {"unit": UnitField}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 - declared above
        units.queryset = units_for(by, "account", "manage")
        self.fields["version"].initial = self.instance.version if self.instance.pk else None

    def clean_email(self) -> str:
        """Addresses are compared in small letters."""
        return str(self.cleaned_data["email"]).strip().lower()


class RoleForm(forms.Form):
    """A role to grant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = UnitField(label=_("For the unit"), queryset=OrgUnit.objects.none())
    valid_from = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Reason or document"), required=False, max_length=500)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 - declared above
        units.queryset = units_for(by, "account", "manage")

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """The end does not come before the beginning."""
        cleaned = super().clean() or {}
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begin and end and end < begin:
            self.add_error("valid_to", _("The last day is before the first. Leave it empty for an open end."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = forms.CharField(label=_("Reason or document"), required=False, max_length=500)


class NewPasswordForm(forms.Form):
    """The password somebody chooses behind a one-time link."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].help_text = " ".join(str(text) for text in password_validators_help_texts())

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """Both the same, and strong enough."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ. Type the same password twice."))
        elif password:
            try:
                validate_password(password, self.person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ImportForm(forms.Form):
    """The filled-in workbook."""

    file = forms.FileField(label=_("Workbook (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))
