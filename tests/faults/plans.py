"""The real thing under kills: plans of a matching event computed by the worker, then published with their mails."""

from __future__ import annotations

from dataclasses import replace


def make_plans_patient():
    """Let a plan be killed more often than the five times after which it would be given up."""
    from aufwind.core.jobs import kinds

    kinds._kinds["events.plan"] = replace(kinds.kind_named("events.plan"), attempts=1000)


class Plans:
    """Starts and publishes plans of the invented event; knows how a whole plan looks."""

    def __init__(self):
        from aufwind.core.policy import SYSTEM
        from aufwind.portal.demo.floeha import enter_matching_event

        self.by, self.event, self.torn = SYSTEM, enter_matching_event(by=SYSTEM), 0

    def feed(self, number):
        """Start a plan where none is being computed; publish the newest now and then."""
        from aufwind.events.actions import publish_plan, start_plan
        from aufwind.events.enums import PlanState

        start_plan(self.event, by=self.by, seconds=1.0, seed=number)
        ready = self.event.plans.filter(state=PlanState.READY).first()
        if ready and number % 20 == 0:
            publish_plan(ready, by=self.by)

    def look(self):
        """Count plans that are neither wholly there nor wholly absent."""
        from django.db import transaction

        from aufwind.events.enums import PlanState
        from aufwind.events.models import Meeting

        with transaction.atomic():  # one moment, not two
            done = {
                plan.pk: plan.meetings.count()
                for plan in self.event.plans.exclude(state=PlanState.COMPUTING).order_by("-number")[:3]
            }
            early = Meeting.objects.filter(plan__state=PlanState.COMPUTING).count()
        self.torn += sum(count == 0 for count in done.values()) + (early > 0)

    def is_over(self):
        """Whether every plan is computed."""
        from aufwind.events.enums import PlanState

        return not self.event.plans.filter(state=PlanState.COMPUTING).exists()

    def figures(self):
        """What was computed, and what is not as it should be."""
        from aufwind.core.models import AuditEntry, OutgoingMail
        from aufwind.events.enums import PlanState

        plans = list(self.event.plans.all())
        computed = AuditEntry.objects.filter(event="plan.computed")
        published = self.event.plans.exclude(published_at=None)
        guests = self.event.participations.exclude(email="").count()
        mails = OutgoingMail.objects.filter(key__startswith="plan:").count()
        return {
            "plans": len(plans),
            "plans_published": published.count(),
            "plans_torn": self.torn,
            "plans_failed": sum(plan.state == PlanState.FAILED for plan in plans),
            "plans_not_logged_once": abs(computed.count() - len(plans)),
            "plan_mails_missing": published.count() * guests - mails,
        }


def audit_is_whole():
    """Whether the audit log's chain survived."""
    from aufwind.core.audit import verify_chain

    return verify_chain().whole
