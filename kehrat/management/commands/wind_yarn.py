from django.core.management.base import BaseCommand, CommandError

from kehrat.map import yarn
from kehrat.places import city_data


class Command(BaseCommand):
    help = "Places the districts on the yarn map and writes x, y and r into the data file."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="only tell whether the file is up to date"
        )

    def handle(self, *, check, **options):
        districts = city_data.districts()
        places = yarn.layout(districts)
        if check:
            if places != [(d.number, d.x, d.y, d.r) for d in districts]:
                raise CommandError("The places in the data file are old: run wind_yarn.")
            self.stdout.write("The places in the data file are up to date.")
            return
        changed = city_data.place_balls(places)
        self.stdout.write(f"{len(places)} districts placed, {changed} moved. Then: load_places.")
