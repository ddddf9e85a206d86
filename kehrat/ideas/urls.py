"""Addresses of ideas."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from kehrat.ideas.views import idea, new

urlpatterns = [
    path("ideat/", idea.ideas, name="ideas"),
    path("ideat/uusi/", new.idea_start, name="idea_start"),
    path("ideat/uusi/sukkulalle/", new.idea_new_sukkula, name="idea_new_sukkula"),
    path(
        "ideat/jatka/",  # as one was led until 2026
        login_not_required(RedirectView.as_view(pattern_name="wish_kept")),
        name="idea_next",
    ),
    path("ideat/paperilta/", new.idea_paper_sukkula, name="idea_paper_sukkula"),
    path("ideat/vastattavat/", idea.idea_desk, name="idea_desk_sukkula"),
    path("ideat/<int:pk>/", idea.idea, name="idea"),
    path("ideat/<int:pk>/oma/", idea.idea_mine, name="idea_mine"),
    path("ideat/<int:pk>/kannata/", idea.idea_support, name="idea_support"),
    path("ideat/<int:pk>/kannatus-pois/", idea.idea_take_back, name="idea_take_back"),
    path("ideat/<int:pk>/kortiksi/", idea.idea_take_up, name="idea_take_up"),
    path("ideat/<int:pk>/peru/", idea.idea_withdraw, name="idea_withdraw"),
    path("ideat/<int:pk>/hylkaa/", idea.idea_decline, name="idea_decline"),
    path("ideat/<int:pk>/yhdista/", idea.idea_merge, name="idea_merge"),
    path("ideat/<int:pk>/erota/", idea.idea_split, name="idea_split"),
    path("kehrat/<slug:slug>/ideat/", idea.idea_desk, name="idea_desk"),
    path("kehrat/<slug:slug>/ideat/uusi/", new.idea_new, name="idea_new"),
    path("kehrat/<slug:slug>/ideat/paperilta/", new.idea_paper, name="idea_paper"),
    path(
        "kaupunginosat/<slug:slug>/ideat/uusi/",
        new.idea_new_district,
        name="idea_new_district",
    ),
    path(
        "kaupunginosat/<slug:slug>/ideat/paperilta/",
        new.idea_paper_district,
        name="idea_paper_district",
    ),
]
