"""2. Coverage: sub-areas with a working Kehrä."""

from arviointi.indicators.value import Value, ratio


def coverage(areas, works):
    """`areas`: [(district, its residents, [Kehrät that cover the sub-area])] of all inhabited
    sub-areas; `works`: {Kehrä: whether it works, None where that is not known}.

    value = |{sub-areas with ≥ 1 working Kehrä}| ÷ |{sub-areas}|. A district is covered where one of
    its sub-areas is; of its residents the share that its covered sub-areas are of all its own.
    """
    told = [
        (district, residents, any_works(kehrat, works)) for district, residents, kehrat in areas
    ]
    known = [row for row in told if row[2] is not None]
    covered = [row for row in known if row[2]]
    shares = {}
    for district, residents, here in told:
        shares.setdefault((district, residents), []).append(bool(here))
    people = sum(residents for _district, residents in shares)
    reached = sum(residents * sum(here) / len(here) for (_d, residents), here in shares.items())
    return Value(
        ratio(len(covered), len(told)) if known else None,
        len(known),
        len(told),
        {
            "areas": len(covered),
            "districts": len({district for district, _residents, _here in covered}),
            "residents": ratio(reached, people) if known else None,
        },
    )


def any_works(kehrat, works):
    told = [works.get(kehra, False) for kehra in kehrat]
    return True if True in told else None if None in told else False
