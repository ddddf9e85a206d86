"""What the portal writes for others to keep: PDFs, charts, calendars, sheets, reports."""
