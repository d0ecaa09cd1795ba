"""Bodies (机构): the canonical name of each mention, and what the body is: its role, its level, what it belongs to."""

from zhize.bodies.home import Home, home_of
from zhize.bodies.names import Own, own_government, resolve, senders_of
from zhize.bodies.registry import Body, body_of, registry

__all__ = ["Body", "Home", "Own", "body_of", "home_of", "own_government", "registry", "resolve", "senders_of"]
