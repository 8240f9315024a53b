"""The register's pages."""

from django.urls import path

from aufwind.actors.views import actor, duplicates, export, imports, join, listings, own, register, ties, wording

app_name = "actors"
urlpatterns = [
    path("", register.actors, name="actors"),
    path("import/", imports.imports, name="imports"),
    path("import/<int:run>/", imports.importing, name="import"),
    path("import/<int:run>/progress/", imports.progress, name="import-progress"),
    path("import/<int:run>/approve/", imports.approve, name="import-approve"),
    path("import/<int:run>/report.csv", imports.report, name="import-report"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/progress/", duplicates.search_progress, name="duplicates-progress"),
    path("duplicates/<int:case>/", duplicates.duplicate, name="duplicate"),
    path("duplicates/merges/", duplicates.merges, name="merges"),
    path("duplicates/merges/<int:merge>/", duplicates.merge, name="merge"),
    path("export/<str:form>", export.export, name="export"),
    path("join/", join.join, name="join"),
    path("join/asked/", join.asked, name="join-asked"),
    path("join/<str:token>/", join.confirm, name="confirm-sign-up"),
    path("new/", actor.new, name="new"),
    path("wording/", wording.wording, name="wording"),
    path("still/<str:token>/", listings.confirm, name="confirm-listing"),
    path("my/", own.my_entry, name="my-entry"),
    path("my/<str:token>/", own.entry, name="own-entry"),
    path("my/<str:token>/change/", own.own_change, name="own-change"),
    path("my/<str:token>/consent/withdraw/", own.own_withdraw, name="own-consent-withdraw"),
    path("my/<str:token>/look-around/", own.look_around, name="own-look-around"),
    path("my/<str:token>/look-around/end/", own.end_look_around, name="own-look-around-end"),
    path("my/<str:token>/listings/new/", listings.own_add, name="own-listing-add"),
    path("my/<str:token>/listings/<int:listing>/", listings.own_change, name="own-listing"),
    path("my/<str:token>/listings/<int:listing>/hold/", listings.own_hold, name="own-listing-hold"),
    path("my/<str:token>/listings/<int:listing>/end/", listings.own_end, name="own-listing-end"),
    path("<slug:slug>/", actor.actor, name="actor"),
    path("<slug:slug>/change/", own.change, name="change"),
    path("<slug:slug>/consent/", actor.consent, name="consent"),
    path("<slug:slug>/consent/withdraw/", own.withdraw, name="consent-withdraw"),
    path("<slug:slug>/send-link/", actor.send_link, name="send-link"),
    path("<slug:slug>/ties/", ties.ties, name="ties"),
    path("<slug:slug>/ties/<int:tie>/end/", ties.end, name="tie-end"),
    path("<slug:slug>/ties/of-people/<int:affiliation>/end/", ties.end_affiliation, name="affiliation-end"),
    path("<slug:slug>/listings/new/", listings.add, name="listing-add"),
    path("<slug:slug>/listings/<int:listing>/", listings.change, name="listing"),
]
