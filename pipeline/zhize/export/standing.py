"""Whether a text is in force (施行状态), as far as somebody has established it."""

from __future__ import annotations

UNVERIFIED = "施行状态未核实"


def standing(in_force_until: str | None, validity: str | None) -> str:
    """Return what is known of a text being in force: what its page or the manifest says, or that nobody looked.

    Neither the day on which a text came into force nor the last day that it gives itself says that it is in force
    today, so they establish nothing.

    Args:
        in_force_until: the last day, ISO 8601, as `zhize.Metadata` has it.
        validity: what the page that published the text, or the manifest, says of it.
    """
    if validity:
        return f"标注为“{validity}”"
    return f"有效期至{in_force_until}，{UNVERIFIED}" if in_force_until else UNVERIFIED
