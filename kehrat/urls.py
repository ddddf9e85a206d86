from django.urls import include, path

from kehrat.views import (
    idea,
    kehra,
    members,
    picture,
    places,
    project,
    project_edit,
    project_import,
)

pages = [
    path("haku/", places.search, name="search"),
    path("kaupunginosat/", places.district_list, name="districts"),
    path("kaupunginosat/<slug:slug>/", places.district, name="district"),
    path("kehrat/", kehra.kehra_list, name="list"),
    path("kehrat/<slug:slug>/", kehra.kehra_page, name="kehra"),
    path("kehrat/<slug:slug>/oma/", kehra.mine, name="mine"),
    path("kehrat/<slug:slug>/kuva/", picture.picture_edit, name="picture_edit"),
    path("kehrat/<slug:slug>/kuva/<uuid:key>.webp", picture.picture, name="picture"),
    path("kehrat/<slug:slug>/liity/", members.join, name="join"),
    path("kehrat/<slug:slug>/liity/jatka/", members.join_next, name="join_next"),
    path("kehrat/<slug:slug>/eroa/", members.leave, name="leave"),
    path("kehrat/<slug:slug>/jasenet/", members.member_list, name="members"),
    path("kehrat/<slug:slug>/jasenet/nimi/", members.show_name, name="show_name"),
    path("kehrat/<slug:slug>/jasenet/<int:pk>/", members.answer, name="membership"),
    path("kehrat/<slug:slug>/ideat/uusi/", idea.idea_new, name="idea_new"),
    path("kehrat/<slug:slug>/hankkeet/uusi/", project_edit.project_new, name="project_new"),
    path("kehrat/<slug:slug>/hankkeet/tuo/", project_import.project_import, name="project_import"),
    path("ideat/<int:pk>/", idea.idea, name="idea"),
    path("ideat/<int:pk>/kortiksi/", idea.idea_take_up, name="idea_take_up"),
    path("hankkeet/", project.projects, name="projects"),
    path("hankkeet/uusi/", project_edit.project_new, name="host_project_new"),
    path("hankkeet/tuo/", project_import.project_import, name="host_project_import"),
    path("hankkeet/<int:pk>/", project.project, name="project"),
    path("hankkeet/<int:pk>/kortti.pdf", project.project_pdf, name="project_pdf"),
    path("hankkeet/<int:pk>/kortti.txt", project.project_text, name="project_text"),
    path("hankkeet/<int:pk>/muokkaa/", project_edit.project_edit, name="project_edit"),
    path("hankkeet/<int:pk>/jaa/", project_edit.project_share, name="project_share"),
    path("hankkeet/<int:pk>/kopioi/", project_edit.project_copy, name="project_copy"),
    path("hankkeet/<int:pk>/laheta/", project_edit.project_submit, name="project_submit"),
    path("hankkeet/<int:pk>/peru/", project_edit.project_withdraw, name="project_withdraw"),
    path("hankkeet/<int:pk>/palauta/", project_edit.project_resubmit, name="project_resubmit"),
    path("hankkeet/<int:pk>/opit/", project_edit.project_lessons, name="project_lessons"),
]

urlpatterns = [
    path("", places.home, name="home"),
    path("", include((pages, "kehrat"))),
]
