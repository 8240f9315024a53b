"""Computing, comparing, changing and publishing plans."""

from django.urls import path

from aufwind.events.views import change, downloads, plan, rebooking, roster

urlpatterns = [
    path("<slug:slug>/roster/", roster.upload, name="roster"),
    path("<slug:slug>/roster/template.xlsx", roster.template, name="roster-template"),
    path("<slug:slug>/roster/example/", roster.use_example, name="roster-example"),
    path("<slug:slug>/roster/<int:draft>/", roster.confirm, name="roster-draft"),
    path("<slug:slug>/plans/", plan.plans, name="plans"),
    path("<slug:slug>/plans/start/", plan.start, name="plan-start"),
    path("<slug:slug>/plans/<int:number>/", plan.plan, name="plan"),
    path("<slug:slug>/plans/<int:number>/progress/", plan.progress, name="plan-progress"),
    path("<slug:slug>/plans/<int:number>/tables/", plan.tables, name="plan-tables"),
    path("<slug:slug>/plans/<int:number>/unmet/", plan.unmet, name="plan-unmet"),
    path("<slug:slug>/plans/<int:number>/guests/", plan.guests, name="plan-guests"),
    path("<slug:slug>/plans/<int:number>/changes/", change.changes, name="plan-changes"),
    path("<slug:slug>/plans/<int:number>/take-back/", change.undo, name="plan-take-back"),
    path("<slug:slug>/plans/<int:number>/stop/", rebooking.stop, name="plan-stop"),
    path("<slug:slug>/plans/<int:number>/grid/", rebooking.grid, name="plan-grid"),
    path("<slug:slug>/plans/<int:number>/add/", rebooking.add, name="plan-add"),
    path("<slug:slug>/plans/<int:number>/meetings/<int:meeting>/", rebooking.meeting, name="plan-meeting"),
    path("<slug:slug>/plans/<int:number>/meetings/<int:meeting>/spots.json", rebooking.spots, name="plan-spots"),
    path("<slug:slug>/plans/<int:number>/meetings/<int:meeting>/lock/", rebooking.lock, name="plan-lock"),
    path("<slug:slug>/plans/<int:number>/meetings/<int:meeting>/take-out/", rebooking.out, name="plan-out"),
    path("<slug:slug>/plans/<int:number>/publish/", plan.publish, name="plan-publish"),
    path("<slug:slug>/plans/<int:number>/download.<str:form>", downloads.download, name="plan-download"),
]
