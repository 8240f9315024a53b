"""Everything printed."""

from django.urls import path

from aufwind.events.views import paper

urlpatterns = [
    path("<slug:slug>/paper/", paper.papers, name="paper"),
    path("<slug:slug>/paper/check/<int:number>/", paper.check, name="paper-check"),
    path("<slug:slug>/paper/files/<slug:kind>/", paper.file, name="paper-file"),
]
