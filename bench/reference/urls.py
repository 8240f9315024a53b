from django.urls import path

from reference import views

urlpatterns = [path("actors/", views.actors, name="actors"), path("actors/<slug:slug>/", views.actors, name="actor")]
