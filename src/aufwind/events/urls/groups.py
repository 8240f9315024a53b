"""Pitches and groups."""

from django.urls import path

from aufwind.events.urls.doors import both
from aufwind.events.views import groups

first = [*both("groups/", groups.own, "groups-own")]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/groups/", groups.groups, name="groups"),
    path("<slug:slug>/groups/pitches/add/", groups.add_pitch, name="pitch-add"),
    path("<slug:slug>/groups/pitches/wishes/", groups.interests, name="pitch-wishes"),
    path("<slug:slug>/groups/pitches/<int:pitch>/<slug:verb>/", groups.change_pitch, name="pitch-change"),
    path("<slug:slug>/groups/mix/", groups.mix, name="groups-mix"),
    path("<slug:slug>/groups/tables/<int:table>/", groups.table, name="groups-table"),
    path("<slug:slug>/groups/notes/add/", groups.add_note, name="note-add"),
    path("<slug:slug>/groups/notes/<int:note>/remove/", groups.remove_note, name="note-remove"),
    path("<slug:slug>/groups/protocol/", groups.protocol, name="protocol"),
    path("<slug:slug>/groups/protocol.txt", groups.protocol_file, name="protocol-file"),
    path("<slug:slug>/groups/<int:number>/", groups.rotation, name="rotation"),
    path("<slug:slug>/groups/<int:number>/publish/", groups.publish, name="rotation-publish"),
]
