"""Cases that were thought out: what once took a machine or a run, and its kin."""

from handmade import archives, checkpoints, data, options, runs, templates, yaml

FAMILIES = (templates, yaml, checkpoints, archives, data, runs, options)


def cases(bases):
    """All of them, in an order that is always the same."""
    for family in FAMILIES:
        yield from family.cases(bases)
