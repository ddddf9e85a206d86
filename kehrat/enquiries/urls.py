"""Addresses of messages from outside."""

from django.urls import path

from kehrat.enquiries import views

urlpatterns = [
    path("kirjoita/", views.write, name="write_sukkula"),
    path("kirjoita/lahetetty/", views.enquiry_sent, name="enquiry_sent"),
    path("kirjoita/vahvista/<uuid:token>/", views.confirm, name="enquiry_confirm"),
    path("kehrat/<slug:slug>/kirjoita/", views.write, name="write"),
    path("kirjoita/keskustelu/<uuid:token>/", views.thread, name="enquiry_thread"),
    path("viestit/", views.enquiries, name="enquiries"),
    path("viestit/<int:pk>/sulje/", views.close, name="enquiry_close"),
    path("viestit/<int:pk>/", views.enquiry, name="enquiry"),
]
