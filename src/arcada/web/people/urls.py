"""Addresses of the settings."""

from django.urls import path

from arcada.web.people.views import days_off, house, members, places, providers

app_name = "people"
urlpatterns = [
    path("settings/", house.show, name="show"),
    path("settings/places/", places.places, name="places"),
    path("settings/places/site/", places.new_site, name="new_site"),
    path("settings/places/chair/", places.new_chair, name="new_chair"),
    path("settings/places/chair/<uuid:chair_id>/", places.chair, name="chair"),
    path("settings/providers/", providers.providers, name="providers"),
    path("settings/providers/new/", providers.new, name="new_provider"),
    path("settings/providers/<uuid:provider_id>/", providers.provider, name="provider"),
    path("settings/providers/<uuid:provider_id>/hours/", providers.hours, name="hours"),
    path("settings/days-off/", days_off.days_off, name="days_off"),
    path("settings/days-off/<uuid:closure_id>/reopen/", days_off.reopen, name="reopen"),
    path("settings/people/", members.members, name="members"),
    path("settings/people/new/", members.new, name="new_member"),
    path("settings/people/<uuid:member_id>/", members.member, name="member"),
    path("settings/people/<uuid:member_id>/end/", members.end, name="end_member"),
    path("settings/people/<uuid:member_id>/renew/", members.renew, name="renew_member"),
]
