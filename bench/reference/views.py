from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render

from reference.models import Actor


@login_required
def actors(request):
    found = Actor.objects.select_related("place")
    name, _, pk = request.GET.get("after", "").rpartition("~")
    if name:
        # a range first: with OR alone SQLite walks the index from its start
        found = found.filter(Q(name_folded__gt=name) | Q(pk__gt=int(pk)), name_folded__gte=name)
    rows = list(found[:26])
    after = f"{rows[24].name_folded}~{rows[24].pk}" if len(rows) > 25 else ""
    return render(request, "actors.html", {"actors": rows[:25], "after": after})
