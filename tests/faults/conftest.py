"""The faults meet the same demonstration as the journeys."""

from tests.journeys.conftest import portal, walker

__all__ = ["portal", "walker"]
