"""lm_eval as the oracle: its index of tasks, its request building, on docs that we give it. Nothing is fetched from anywhere."""

import logging
import os
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "TQDM_DISABLE": "1", "LMEVAL_LOG_LEVEL": "ERROR"}

import datasets  # noqa: E402
import lm_eval.tasks  # noqa: E402
from lm_eval.tasks import _yaml_loader  # noqa: E402
from lm_eval.tasks._factory import TaskFactory  # noqa: E402
from lm_eval.tasks._index import Entry, Kind, TaskIndex  # noqa: E402

TASKS = Path(lm_eval.tasks.__file__).parent
LIKELIHOOD = ("multiple_choice", "loglikelihood", "loglikelihood_rolling")
FEWSHOT_SAMPLES = "samples"
FEWSHOT_SEED = 1234
SPLITS = ("training_split", "validation_split", "test_split", "fewshot_split")

datasets.disable_progress_bars()


class Function(str):
    """A `!function` of a YAML file, not resolved."""


def index(folder=TASKS):
    """Every task, group and tag below a folder: name to entry, `!function`s as `Function`."""
    resolving = _yaml_loader._mk_function_ctor
    _yaml_loader._mk_function_ctor = lambda *_: lambda loader, node: Function(loader.construct_scalar(node))
    logging.disable(logging.WARNING)
    try:
        return TaskIndex.build([folder])
    finally:
        logging.disable(logging.NOTSET)
        _yaml_loader._mk_function_ctor = resolving


def has_function(value):
    if isinstance(value, dict):
        value = value.values()
    return isinstance(value, Function) or (not isinstance(value, str) and hasattr(value, "__iter__") and any(map(has_function, value)))


def plain_tasks(entries):
    """The entries of likelihood tasks that are YAML and Jinja alone, in the order of their names."""
    return {
        name: entry
        for name, entry in sorted(entries.items())
        if entry.kind is Kind.TASK and entry.cfg.get("output_type") in LIKELIHOOD and not has_function(entry.cfg)
    }


def splits(config):
    """The names of the splits that a task reads, each once, the evaluated one first."""
    fewshot = (config.get("fewshot_config") or {}).get("split")
    evaluated = config.get("test_split") or config.get("validation_split")
    return list(dict.fromkeys(name for name in (evaluated, *(config.get(key) for key in SPLITS), fewshot) if name))


@contextmanager
def local_data(find):
    """Inside, lm_eval loads the data set of a path and a name by calling `find(path, name)`, which gives docs by split."""

    def load(path=None, name=None, **_):
        return datasets.DatasetDict({split: datasets.Dataset.from_list(docs) for split, docs in find(path, name).items()})

    loading, datasets.load_dataset = datasets.load_dataset, load
    try:
        yield
    finally:
        datasets.load_dataset = loading


class OracleTask:
    """A task as lm_eval builds it, on our docs."""

    def __init__(self, entry: Entry, docs_by_split):
        logging.disable(logging.ERROR)
        try:
            with local_data(lambda *_: docs_by_split):
                self.task = TaskFactory().build(deepcopy(entry), registry={})
        finally:
            logging.disable(logging.NOTSET)
        self.own_shots = self.task.get_config("num_fewshot")

    def requests(self, shots=None, limit=None):
        """(doc_id, idx, context, continuation) of every request.

        shots: None for the task's own; a task that says 0 itself keeps it, as `lm_eval --num_fewshot` has it.
        """
        own = shots is None or self.own_shots == 0
        self.task.set_config(key="num_fewshot", value=(self.own_shots or 0) if own else shots)
        self.task.set_fewshot_seed(seed=FEWSHOT_SEED)
        self.task.build_all_requests(limit=limit)
        for instance in self.task.instances:
            context, continuation = instance.args if len(instance.args) == 2 else ("", *instance.args)
            yield instance.doc_id, instance.idx, context, continuation
