"""Every module that declares jobs; the worker imports exactly these."""

JOB_MODULES: tuple[str, ...] = (
    "evenhand.foundation.audit.jobs",
    "evenhand.foundation.jobs.housekeeping",
    "evenhand.features.sources.jobs",
    "evenhand.features.standards.jobs",
    "evenhand.features.attainment.jobs",
    "evenhand.features.governance.jobs",
)
