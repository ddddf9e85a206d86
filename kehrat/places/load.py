"""Loads the facts about places into the database, the same way each time."""

from kehrat.places import city_data


def load(MajorDistrict, District, SubArea):  # noqa: N803 (models, also a migration's own)
    """Make or update the 8 major districts, 59 districts and 148 sub-areas."""
    districts = city_data.districts()
    majors = {d.major for d in districts}
    _keep(
        MajorDistrict, "code", [{"code": c, "name_fi": fi, "name_sv": sv} for c, fi, sv in majors]
    )
    _keep(District, "number", [_district(d) for d in districts])
    _keep(SubArea, "code", [_sub_area(row) for row in city_data.rows("subareas")])
    pairs = District.neighbours.through
    pairs.objects.bulk_create(
        [
            pairs(from_district_id=d.number, to_district_id=n)
            for d in districts
            for n in d.neighbours
        ],
        ignore_conflicts=True,
    )


def _district(d):
    same = ("number", "slug", "name_fi", "name_sv", "population", "x", "y", "r")
    return {
        **{name: getattr(d, name) for name in same},
        "major_id": d.major[0],
        "also_known_as": ", ".join(d.aliases),
        "longitude": d.lon,
        "latitude": d.lat,
    }


def _sub_area(row):
    same = {name: row[name] for name in ("code", "name_fi", "name_sv")}
    return {**same, "district_id": row["district_number"] or None}


def _keep(model, key, rows):
    rows = [model(**row) for row in rows]
    fields = [f.name for f in model._meta.concrete_fields if f.name != key]
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=fields
    )
