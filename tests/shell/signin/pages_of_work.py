"""A page of work to knock at: says who works where, and may be told to fail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from arcada.practice.access import Permission, require
from arcada.practice.models import Site
from arcada.store.tenancy import current_practice
from arcada.web.signin import errors


def work(request: HttpRequest) -> HttpResponse:
    membership = request.membership
    return HttpResponse(f"{membership.role} in {membership.practice.name}, {current_practice()}")


def write_then(request: HttpRequest, what: str) -> HttpResponse:
    Site.objects.create(practice=request.membership.practice, name=f"made before {what}")
    if what == "break":
        raise RuntimeError(what)
    if what == "forbid":
        require(request.membership, Permission.SIGN_OFF)
    if what == "miss":
        raise Http404
    return HttpResponse("kept", status=500 if what == "answer 500" else 200)


urlpatterns = [
    path("test/page/", work),
    path("test/write/<what>/", write_then),
    path("", include("arcada.web.signin.urls")),
]
handler403, handler404, handler500 = errors.not_allowed, errors.not_found, errors.failed
handler429 = "arcada.web.signin.errors.too_many"
