"""The one typed settings object, read from the environment and nowhere else."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import environ

from evenhand.foundation.access.roles import Role
from evenhand.website.single_sign_on import Misconfigured, Oidc, Saml, read_oidc, read_saml

NATIONS = ("england-and-wales", "scotland", "northern-ireland")
# Who may change how others are seen or paid, or see the most about them.
NEEDS_SECOND_STEP = ["administrator", "hr_adviser", "privacy_officer", "service_manager"]
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


@dataclass(frozen=True, kw_only=True)
class Environment:
    home: Path
    database: Mapping[str, Any]
    secret_key: str
    earlier_keys: tuple[
        str, ...
    ]  # still believed, no longer used: until what they signed has run out
    debug: bool
    allowed_hosts: tuple[str, ...]
    origins: tuple[str, ...]
    https: bool
    proxies: int  # how many reverse proxies of our own stand in front
    time_zone: str
    organisation: str
    nation: str
    sample: bool
    second_factor_roles: frozenset[str]  # who holds one of these needs a second step to come in
    oidc: Oidc | None
    saml: Saml | None
    break_glass_minutes: int  # how long an administrator's emergency session holds, at most 60
    largest_import_mb: int
    removal_log: Path  # best on another disk than home and backups
    mail_url: str  # empty: nothing leaves the machine

    @property
    def largest_import_bytes(self) -> int:
        return self.largest_import_mb * 1024 * 1024

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def warehouse(self) -> Path:
        return self.home / "warehouse"


def read_environment(source: Mapping[str, str] | None = None) -> Environment:
    env = environ.Env()
    env.ENVIRON = os.environ if source is None else source
    home = Path(env.str("EVENHAND_HOME", default="./var")).resolve()
    if not home.exists():
        home.mkdir(parents=True)
        home.chmod(0o700)  # it will hold what people write about people
    sample = env.bool("EVENHAND_SAMPLE", default=False)
    needs = env.list("EVENHAND_SECOND_FACTOR_ROLES", default=[] if sample else NEEDS_SECOND_STEP)
    return Environment(
        home=home,
        database=env.db_url("EVENHAND_DATABASE_URL", default=f"sqlite:///{home}/evenhand.sqlite3"),
        secret_key=env.str("EVENHAND_SECRET_KEY", default="") or _kept_secret(home),
        earlier_keys=tuple(env.list("EVENHAND_EARLIER_SECRET_KEYS", default=[])),
        debug=env.bool("EVENHAND_DEBUG", default=False),
        allowed_hosts=tuple(env.list("EVENHAND_ALLOWED_HOSTS", default=LOCAL_HOSTS)),
        origins=tuple(env.list("EVENHAND_ORIGINS", default=[])),
        https=env.bool("EVENHAND_HTTPS", default=False),
        proxies=env.int("EVENHAND_PROXIES", default=0),
        time_zone=_time_zone(env.str("EVENHAND_TIME_ZONE", default="Europe/London")),
        organisation=env.str("EVENHAND_ORGANISATION", default="Your organisation"),
        nation=_nation(env.str("EVENHAND_NATION", default="england-and-wales")),
        sample=sample,
        second_factor_roles=_roles("EVENHAND_SECOND_FACTOR_ROLES", needs),
        oidc=read_oidc(env),
        saml=read_saml(env),
        break_glass_minutes=_minutes(env.int("EVENHAND_BREAK_GLASS_MINUTES", default=30)),
        largest_import_mb=env.int("EVENHAND_LARGEST_IMPORT_MB", default=1024),
        removal_log=Path(
            env.str("EVENHAND_REMOVAL_LOG", default="") or home / "removals.jsonl"
        ).resolve(),
        mail_url=env.str("EVENHAND_MAIL_URL", default=""),
    )


def words_of_the_house(here: Environment) -> list[str]:
    """What anybody would guess of a password here: the product, the organisation, the names of its hosts."""
    labels = (label for host in here.allowed_hosts for label in re.split(r"[^a-z]+", host.lower()))
    said = {"evenhand", *re.findall(r"\w+", here.organisation.lower()), *labels}
    return sorted(word for word in said if len(word) > 3)


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError) as error:
        raise Misconfigured(f"EVENHAND_TIME_ZONE: there is no time zone “{name}”.") from error
    return name


def _nation(name: str) -> str:
    if name not in NATIONS:
        raise Misconfigured(f"EVENHAND_NATION must be one of {', '.join(NATIONS)}, not “{name}”.")
    return name


def _roles(variable: str, names: list[str]) -> frozenset[str]:
    for name in names:
        if name not in list(Role):
            raise Misconfigured(
                f"{variable}: there is no role “{name}”; there are {', '.join(Role)}."
            )
    return frozenset(names)


def _minutes(number: int) -> int:
    if not 1 <= number <= 60:
        raise Misconfigured(f"EVENHAND_BREAK_GLASS_MINUTES must be from 1 to 60, not {number}.")
    return number


def _kept_secret(home: Path) -> str:
    """The key made at first start; several processes may start at once and must agree."""
    kept = home / "secret_key"
    if not kept.exists():
        ours = home / f"secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(ours, kept)  # refuses to replace what another process was quicker to make
        except FileExistsError:
            pass
        finally:
            ours.unlink()
    return kept.read_text().strip()
