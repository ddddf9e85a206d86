"""Reports on an area: figures, text, workbook."""
