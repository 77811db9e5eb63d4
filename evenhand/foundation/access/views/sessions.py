"""Where one is signed in, and signing out from afar."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from evenhand.foundation.access import actions, queries, sessions


@require_GET
def session_list(request):
    user = queries.own_account(request.viewer)
    found = sessions.sessions_of(user, request.session.session_key)
    return render(request, "access/session_list.html", {"sessions": found})


@require_POST
def session_end(request, ref):
    actions.end_session(by=request.viewer, session=sessions.session_of(request.viewer, ref))
    return redirect("session_list")


@require_POST
def others_end(request):
    user, this = queries.own_account(request.viewer), request.session.session_key
    actions.end_sessions_of(by=request.viewer, user=user, but=this)
    return redirect("session_list")
