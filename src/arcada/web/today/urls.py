"""The address of today: the front page."""

from django.urls import path

from arcada.web.today import views

app_name = "today"
urlpatterns = [path("", views.show, name="show")]
