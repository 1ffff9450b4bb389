from django.db import Error, connection

from service import cpu
from service.scenario import SCENARIO

_ROWS = SCENARIO["django"]["metrics_writes"]


def keep_account(get_response):
    """What a thread uses after this belongs to its next request."""

    def middleware(request):
        response = get_response(request)
        cpu.end_request()
        return response

    return middleware


def record_metrics(get_response):
    """Rows after each response, on the same connection and with errors swallowed (semantics C18)."""

    def middleware(request):
        response = get_response(request)
        if getattr(request, "records_metrics", False):
            for _ in range(_ROWS):
                try:
                    with connection.cursor() as cursor:
                        cursor.execute("INSERT INTO rig_written (at) VALUES (now())")
                except Error:
                    pass
        return response

    return middleware
