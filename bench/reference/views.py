from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render

from reference.models import Actor


@login_required
def actors(request):
    found = Actor.objects.select_related("place")
    name, _, pk = request.GET.get("after", "").rpartition("~")
    if name:
        found = found.filter(Q(name_folded__gt=name) | Q(name_folded=name, pk__gt=int(pk)))
    rows = list(found[:26])
    after = f"{rows[24].name_folded}~{rows[24].pk}" if len(rows) > 25 else ""
    return render(request, "actors.html", {"actors": rows[:25], "after": after})
