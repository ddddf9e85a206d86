"""What goes to the funder's own service: the copy sheet, the signatory's yes, the package."""
