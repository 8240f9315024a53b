from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reference.models import Actor


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)


@login_required
def actors(request):
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = Actor.objects.select_related("place")
    if text:
        found = found.filter(name_folded__contains=text)
    name, _sign, pk = request.GET.get("after", "").rpartition("~")
    if name:
        # a range first: with OR alone SQLite walks the index from its start
        found = found.filter(Q(name_folded__gt=name) | Q(pk__gt=int(pk)), name_folded__gte=name)
    rows = list(found[:26])
    after = f"{rows[24].name_folded}~{rows[24].pk}" if len(rows) > 25 else ""
    return render(request, "actors.html", {"form": form, "actors": rows[:25], "after": after})
