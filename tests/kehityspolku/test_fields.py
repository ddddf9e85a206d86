import pytest
from django.core.exceptions import ValidationError

from kehityspolku.fields import DayField


@pytest.mark.parametrize("day", ["1.1.0001", "0001-01-01", "31.12.1899", "1.1.2200", "9999-12-31"])
def test_a_year_that_nobody_means_is_refused(day):
    with pytest.raises(ValidationError, match="1900.*2199"):
        DayField().clean(day)


@pytest.mark.parametrize("day", ["1.1.1900", "31.12.2199", "2026-11-29", "29.2.2028"])
def test_other_years_are_taken(day):
    assert DayField().clean(day)
