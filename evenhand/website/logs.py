"""Logs: one JSON line an event on standard error, and nothing personal in any of them."""

import traceback

import structlog
from django_structlog.middlewares import RequestMiddleware

PERSONAL = ("user_agent", "ip", "email", "password")


def drop_personal(_logger, _method, event):
    for key in PERSONAL:
        event.pop(key, None)
    return event


def where_it_failed(_logger, _method, event):
    """Type and places of an exception, never its message: messages quote values of rows."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if error is True:
        error = None
    if isinstance(error, BaseException):
        event["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
        event["at"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


class RequestLog(RequestMiddleware):
    """Binds a request id (the audit keeps the same one); addresses without their query strings."""

    @staticmethod
    def format_request(request):
        return f"{request.method} {request.path}"


BEFORE = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    drop_personal,
    where_it_failed,
]


def logging_config(level: str = "INFO") -> dict:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *BEFORE[:4],
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    drop_personal,
                    where_it_failed,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": [*BEFORE, structlog.stdlib.ExtraAdder(allow=())],
                "use_get_message": True,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "evenhand": {"level": level},
            "django_structlog": {"level": level},
            "django_tasks_db": {"level": "WARNING"},
            # Without this, Django's own development handler prints every line a second time.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
