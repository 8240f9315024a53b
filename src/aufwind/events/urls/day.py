"""The day itself: the desk and the screen."""

from django.urls import path

from aufwind.events.views import day, screen

first = [path("screen/<str:token>/", screen.screen, name="screen")]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/day/", day.day, name="day"),
    path("<slug:slug>/day/find/", day.find, name="day-find"),
    path("<slug:slug>/day/desk-name/", day.name_desk, name="day-desk"),
    path("<slug:slug>/day/walk-in/", day.walk_in, name="day-walk-in"),
    path("<slug:slug>/day/screen/", day.screen_link, name="day-screen"),
    path("<slug:slug>/day/people/<slug:state>/", day.people, name="day-people"),
    path("<slug:slug>/day/guest/<int:guest>/", day.guest, name="day-guest"),
    path("<slug:slug>/day/guest/<int:guest>/check-in/", day.check_in, name="day-check-in"),
    path("<slug:slug>/day/change/<slug:kind>/", day.change, name="day-change"),
    path("<slug:slug>/day/done/<int:operation>/take-back/", day.take_back, name="day-take-back"),
    path("<slug:slug>/day/done/<int:operation>/settle/", day.settle, name="day-settle"),
]
