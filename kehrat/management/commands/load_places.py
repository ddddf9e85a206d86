from django.core.management.base import BaseCommand
from django.db import transaction

from kehrat.models import District, MajorDistrict, SubArea
from kehrat.places import load


class Command(BaseCommand):
    help = "Loads districts and sub-areas from the data files; run again, it updates them."

    @transaction.atomic
    def handle(self, **options):
        load.load(MajorDistrict, District, SubArea)
        self.stdout.write(
            f"{District.objects.count()} districts, {SubArea.objects.count()} sub-areas."
        )
