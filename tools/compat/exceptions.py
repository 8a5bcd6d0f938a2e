"""The differences to lm_eval that are meant, each with its reason. Anything else makes the comparison fail."""

from typing import NamedTuple


class Difference(NamedTuple):
    part: str  # census, data, scores, tasks
    name: str  # a task, or for scores a key; with * and ?
    reason: str


EXCEPTIONS = [
    Difference("scores", "*/configs/*/metadata/config_source", "the path of the YAML file on the machine that ran it"),
]
