"""Records a whole run of lm_eval 0.4.13 on three toy tasks of our own, with a model that answers from a formula.

Usage: python record_run.py      (in an environment with `pip install 'lm_eval[api]==0.4.13'`)

Writes run_results.json, run_samples_<task>.jsonl and run_table.txt
beside this file.
"""

import hashlib
import json
import math
import os
import pathlib
import shutil
import tempfile

os.environ["DISABLE_MULTIPROC"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"

import lm_eval  # noqa: E402
from lm_eval.api.model import LM  # noqa: E402
from lm_eval.loggers import EvaluationTracker  # noqa: E402
from lm_eval.tasks import TaskManager  # noqa: E402
from lm_eval.utils import make_table  # noqa: E402

HERE = pathlib.Path(__file__).parent

TASKS = {
    "toy_choice.yaml": """
task: toy_choice
dataset_path: json
dataset_kwargs: {data_files: {test: %s/choice.jsonl}}
test_split: test
output_type: multiple_choice
doc_to_text: "Q: {{question}}\\nA:"
doc_to_choice: choices
doc_to_target: answer
metric_list:
  - {metric: acc, aggregation: mean, higher_is_better: true}
  - {metric: acc_norm, aggregation: mean, higher_is_better: true}
  - {metric: exact_match, aggregation: mean, higher_is_better: true}
metadata: {version: 1.5}
""",
    "toy_word.yaml": """
task: toy_word
task_alias: the last word
dataset_path: json
dataset_kwargs: {data_files: {test: %s/word.jsonl}}
test_split: test
output_type: loglikelihood
doc_to_text: "{{text.split(' ')[:-1]|join(' ')}}"
doc_to_target: "{{' '+text.split(' ')[-1]}}"
num_fewshot: 0
metadata: {version: 2}
""",
    "toy_text.yaml": """
task: toy_text
dataset_path: json
dataset_kwargs: {data_files: {test: %s/text.jsonl}}
test_split: test
output_type: loglikelihood_rolling
doc_to_text: ""
doc_to_target: text
""",
    "toy_group.yaml": """
group: toy
group_alias: toys
task: [toy_choice, toy_word]
aggregate_metric_list:
  - {metric: acc, weight_by_size: true}
metadata: {version: 3}
""",
}

DOCS = {
    "choice.jsonl": [
        {"question": "Wie groß ist \"π\"?", "choices": ["drei", "drei und etwas\tmehr", "vier"], "answer": 1},
        {"question": "2 | 2 =", "choices": ["vier", "fünf", "sechs"], "answer": 0},
        {"question": "Welche Farbe hat Gras?\n", "choices": ["rot", "grün", "blaugrau"], "answer": 1},
        {"question": "Und der Schnee? ☃", "choices": ["weiß", "schwarz", "gelb"], "answer": 0},
    ],
    "word.jsonl": [
        {"text": "the cat sat on the mat", "source": None, "weight": 0.1},
        {"text": "a stitch in time saves nine", "source": "proverb", "weight": 1e-05},
        {"text": "all that glitters is not gold", "source": "proverb", "weight": 1e16},
    ],
    "text.jsonl": [{"text": "Zwei kurze Zeilen,\nmehr nicht."}, {"text": "Eine  dritte – mit Strich."}],
}


def number(*parts):
    """A log-likelihood that depends on nothing but the texts."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return -(int.from_bytes(digest[:6], "big") / 2**44 + 0.1)


class Formula(LM):
    def loglikelihood(self, requests):
        return [(number(*r.args), number(*r.args) > -6) for r in requests]

    def loglikelihood_rolling(self, requests):
        return [5 * number(*r.args) for r in requests]

    def generate_until(self, requests):
        raise NotImplementedError


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    for name, docs in DOCS.items():
        (folder / name).write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs))
    (folder / "tasks").mkdir()
    for name, text in TASKS.items():
        (folder / "tasks" / name).write_text(text.replace("%s", str(folder)))
    os.environ["HF_HOME"] = str(folder / "hf")
    manager = TaskManager(include_path=str(folder / "tasks"), include_defaults=False)
    tracker = EvaluationTracker(output_path=str(folder / "out"))
    results = lm_eval.simple_evaluate(
        model=Formula(), tasks=["toy", "toy_text"], task_manager=manager, model_args="model=toy/formula",
        evaluation_tracker=tracker, bootstrap_iters=1000, log_samples=True, random_seed=0,
        fewshot_as_multiturn=None)
    table = make_table(results) + "\n" + make_table(results, "groups")
    samples = results.pop("samples")
    tracker.save_results_aggregated(results=results, samples=samples)
    for task in results["configs"]:
        tracker.save_results_samples(task_name=task, samples=samples[task])
    (HERE / "run_table.txt").write_text(table)
    out = folder / "out" / "toy__formula"
    for path in out.iterdir():
        stem = path.name[: path.name.rindex("_")]
        text = path.read_text().replace(str(folder), "FOLDER")
        (HERE / f"run_{stem}{path.suffix}").write_text(text)
    shutil.rmtree(folder)


main()
