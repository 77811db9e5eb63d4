"""The gallery: what pages are built of, for whoever builds or judges them."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.foundation.ui import examples, process_examples


@require_GET
def components(request):
    context = {
        "tiles": examples.tiles(),
        "people": examples.people(),
        "trend": examples.trend(),
        "bars": examples.bars(),
        "histogram": examples.histogram(),
        "heat_map": examples.heat_map(),
        "control": process_examples.control(),
        "drift": process_examples.drifting(),
        "funnel": process_examples.compared(),
        "steps": examples.steps(),
        "form": examples.form(),
        "page": examples.page(request),
    }
    return render(request, "ui/components.html", context)
