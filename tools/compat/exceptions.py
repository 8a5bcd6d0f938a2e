"""The differences to lm_eval that are meant, each with its reason. Anything else makes the comparison fail."""

from typing import NamedTuple


class Difference(NamedTuple):
    part: str  # census, data, scores, tasks, runs
    name: str  # a task, or for scores a key; with * and ?
    reason: str


EXCEPTIONS = [
    Difference("census", "toksuite_math_*", "their YAML has a key twice, which rwkv-eval refuses; lm_eval takes the last"),
    Difference(
        "census",
        "evalita-mp_faq_prompt-6",
        "its target is a literal that the doc's text makes a number or a list; rwkv-eval refuses targets of changing kinds, lm_eval fails when it scores",
    ),
    Difference("scores", "*/configs/*/metadata/config_source", "the path of the YAML file on the machine that ran it"),
    Difference("scores", "*/brier_score/*", "lm_eval writes the text that NumPy prints of an array; rwkv-eval a list of numbers"),
    Difference("scores", "*resps/*/1", "whether an unconditional choice is greedy, which no metric reads, is written as False"),
]
