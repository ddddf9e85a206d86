from rahoitus.running.models.milestone import Evidence, Milestone

__all__ = ["Evidence", "Milestone"]
