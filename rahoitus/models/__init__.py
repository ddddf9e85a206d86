from .application import Application
from .application_lines import CostLine, FundingLine
from .source import Call, Source, SourceOfficial

__all__ = ["Application", "Call", "CostLine", "FundingLine", "Source", "SourceOfficial"]
