"""Loads the facts about places into the database, the same way each time."""

from kehrat import facts


def load(MajorDistrict, District, SubArea):  # noqa: N803 (models, also a migration's own)
    """Make or update the 8 major districts, 59 districts and 148 sub-areas."""
    districts = facts.districts()
    _keep(
        MajorDistrict,
        "code",
        {d.major[0]: dict(zip(("code", "name_fi", "name_sv"), d.major, strict=True))
         for d in districts}.values(),
    )  # fmt: skip
    _keep(
        District,
        "number",
        [
            {
                "number": d.number,
                "slug": d.slug,
                "name_fi": d.name_fi,
                "name_sv": d.name_sv,
                "major_id": d.major[0],
                "also_known_as": ", ".join(d.aliases),
                "population": d.population,
                "longitude": d.lon,
                "latitude": d.lat,
                "x": d.x,
                "y": d.y,
                "r": d.r,
            }
            for d in districts
        ],
    )
    _keep(
        SubArea,
        "code",
        [
            {
                "code": row["code"],
                "name_fi": row["name_fi"],
                "name_sv": row["name_sv"],
                "district_id": row["district_number"] or None,
            }
            for row in facts.rows("subareas")
        ],
    )
    pairs = District.neighbours.through
    pairs.objects.bulk_create(
        [
            pairs(from_district_id=d.number, to_district_id=n)
            for d in districts
            for n in d.neighbours
        ],
        ignore_conflicts=True,
    )


def _keep(model, key, rows):
    rows = [model(**row) for row in rows]
    fields = [f.name for f in model._meta.concrete_fields if f.name != key]
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=fields
    )
