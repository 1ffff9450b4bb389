from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password

from service import cpu
from service.scenario import SCENARIO

_django = SCENARIO["django"]
_hasher = _django["hasher"]


class ScenarioHasher(PBKDF2PasswordHasher):
    if _hasher is not None:
        iterations = _hasher["pbkdf2_sha256"]["iterations"]


def hash_one():
    """One password hash: the hasher of the scenario as Django runs it, else the CPU time that the scenario states."""
    if _hasher is None:
        cpu.without_interpreter(_django["password_hash_ms"])
    else:
        make_password("correct horse battery staple")
