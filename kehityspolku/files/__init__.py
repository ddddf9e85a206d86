"""Files and pictures that people give: what is let in, kept, scanned and given out."""
