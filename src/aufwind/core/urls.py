"""Pages of the shared kernel: background work, outgoing mail, the style guide."""

from django.urls import path

from aufwind.core.views import audit, jobs, mails, styleguide

app_name = "core"
urlpatterns = [
    path("audit/", audit.audit, name="audit"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="job-cancel"),
    path("mails/", mails.mails, name="mails"),
    path("mails/<int:mail_id>/resend/", mails.resend, name="mail-resend"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
