"""`{% load ui %}`: numbers, marks, components and the frame."""

from __future__ import annotations

from django import template

from thuocdo.apps.foundation.ui.templatetags import _blocks, _charts, _components, _frame, _numbers

register = template.Library()

for library in (_numbers.register, _frame.register, _components.register, _blocks.register, _charts.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)
