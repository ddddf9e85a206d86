from rahoitus.applications.models.application.application import Application

__all__ = ["Application"]
