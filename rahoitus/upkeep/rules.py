"""Who keeps calls and sources."""

from kehrat.groups.rules import is_lead

can_keep_calls = is_lead
