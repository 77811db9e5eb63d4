"""The gallery: what pages are built of, for whoever builds or judges them."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.foundation.ui import examples, judging_examples, process_examples


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
        "signal": judging_examples.signal(),
        "purposes": judging_examples.purposes(),
        "steps": examples.steps(),
        "listed": examples.listed(request),
        "form": examples.form(),
        "page": examples.page(request),
    }
    return render(request, "ui/components.html", context)
