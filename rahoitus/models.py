from .application import Application
from .application_lines import CostLine, FundingLine
from .call import Call
from .source import Source, SourceOfficial

__all__ = ["Application", "Call", "CostLine", "FundingLine", "Source", "SourceOfficial"]
