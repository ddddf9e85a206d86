"""What may be shown of answers: one place for the screen, the PDF, the CSV and open data.

Whoever has an open link can answer, and answer for many: its owner too, who would read a single
answer out of two results that differ by it. So a survey is told once, closed, of all together, from
ten answers on; and nothing tells of a part that fewer than ten took a stand on.
"""

FEWEST = 10  # answers


def may_show(n):
    """Whether anything may be shown of n answers, their number too."""
    return n >= FEWEST
