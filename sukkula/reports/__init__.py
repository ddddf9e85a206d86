"""Exports of the work list: the list, scores and decisions as CSV and XLSX."""
