import contextlib
import random

from django.db import Error, transaction
from django.http import HttpResponse

from service import cpu, steps
from service.scenario import ENDPOINTS, SCENARIO, draw_ms

_django = SCENARIO["django"]


def ping(request):
    """Answers without the database: whether the server is up."""
    return HttpResponse("up")


def endpoint(request, number):
    cpu.begin_request()
    spec = ENDPOINTS[number]
    steps.caller.has_account = "X-Account" in request.headers
    request.records_metrics = spec["metrics_writes"]
    try:
        _refuse_without_token(request, spec)
        with transaction.atomic() if _django["ATOMIC_REQUESTS"] else contextlib.nullcontext():
            steps.run(spec["steps"])
        _refuse_functionally(spec)
    except steps.Refused as refused:
        if not refused.functional:
            cpu.python(_django["error_page_ms"])
        return _failure(refused.status, refused.functional, refused)
    except Error as error:
        cpu.python(_django["error_page_ms"])
        return _failure(spec["database_error_status"], False, error)
    return HttpResponse("done", status=spec["success_status"])


def _refuse_without_token(request, spec):
    required = spec["token_required"]
    if required is not None and "Authorization" not in request.headers:
        cpu.python(draw_ms(required["python_ms"]))
        raise steps.Refused(required["status"], True, "no token")


def _refuse_functionally(spec):
    failure = spec["functional_failure"]
    if failure is not None and random.random() < failure["share"]:
        raise steps.Refused(failure["status"], True, "the application refuses")


def _failure(status, functional, reason):
    """The first line of the reason goes along, for the list of failures."""
    response = HttpResponse("failed", status=status)
    response["X-Failure-Kind"] = "functional" if functional else "capacity"
    first_line = (str(reason).strip().splitlines() or [type(reason).__name__])[0]
    response["X-Failure-Reason"] = first_line[:300].encode("ascii", "replace").decode()
    return response
