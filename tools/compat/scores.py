"""Part 3: metrics, standard errors, tables and files from the same log-likelihoods."""

import json
import logging
import math
from pathlib import Path
from random import Random

from evaluator import Evaluator, EvaluatorError
from harness import local_data
from lm_eval.api.model import LM
from lm_eval.evaluator import simple_evaluate
from lm_eval.loggers import EvaluationTracker
from lm_eval.tasks import TaskManager
from lm_eval.utils import make_table
from scoredocs import DATA
from section import Section

TASKS = Path(__file__).parent / "tasks"
CLOSED = ["compat_group", "compat_lone", "compat_no_error"]
DRAWN = ["compat_f1", "compat_loglikelihood"]
RUNS = {"closed forms, groups": CLOSED, "bootstraps": DRAWN}
TOLERANCE = 1e-12
DRAWS = 2000  # of lm_eval's bootstraps; rwkv-eval has its own number, not below this
SIGMAS = 5
# What only a run itself knows: present in both files, not compared.
OWN = {
    "config", "git_hash", "date", "pretty_env_info", "transformers_version", "lm_eval_version", "upper_git_hash", "tokenizer_pad_token", "tokenizer_eos_token",
    "tokenizer_bos_token", "eot_token_id", "max_length", "model_source", "model_name", "model_name_sanitized", "total_evaluation_time_seconds",
    "system_instruction", "system_instruction_sha", "fewshot_as_multiturn", "chat_template", "chat_template_sha",
}  # fmt: skip


class Answers(LM):
    """A model whose log-likelihoods are numbers drawn from a seed for each request, with many ties."""

    def __init__(self):
        super().__init__()
        self.given = {}

    def answer(self, context, continuation):
        """(log-likelihood, is greedy)"""
        random = Random(json.dumps([context, continuation]))
        number = -random.randint(2, 6) / 2 if random.random() < 0.5 else -20 * random.random()
        return self.given.setdefault((context, continuation), (number, random.random() < 0.3))

    def loglikelihood(self, requests):
        return [self.answer(*request.args) for request in requests]

    def loglikelihood_rolling(self, requests):
        # An empty text has no tokens; lm_eval's own models give it 0.
        self.given["", ""] = (0.0, False)
        return [self.answer("", *request.args)[0] for request in requests]

    def generate_until(self, requests):
        raise NotImplementedError("no task here generates text")

    def write(self, path):
        """The answers given so far, for rwkv-eval."""
        with open(path, "w", encoding="utf-8") as file:
            for (context, continuation), (number, is_greedy) in self.given.items():
                row = {"context": context, "continuation": continuation, "logprob": number, "is_greedy": is_greedy}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def scores(command, work):
    section = Section(
        "Metrics, standard errors, tables and files",
        "Both programs score the same log-likelihoods, drawn from a seed with many ties, on the tasks and groups of `tools/compat/tasks`: all metrics, several "
        f"right answers, none, right answers as texts, groups in groups. Numbers must agree to {TOLERANCE:g}, the rest exactly, each file entry by entry; "
        f"standard errors of bootstraps within {SIGMAS} of their own standard errors ({DRAWS:,} draws), {SIGMAS / math.sqrt(DRAWS):.0%}: rwkv-eval gives the limit of "
        "many draws in closed form, and for log-likelihoods with heavier tails than these lm_eval's draws are further from it. The tables that rwkv-eval prints must be, character for "
        "character, those that lm_eval makes of rwkv-eval's own results file, and no others; where nothing is drawn, also those that lm_eval prints.",
        ["run", "tasks", "docs", "numbers", "table lines", "differences"],
    )
    for title, names in RUNS.items():
        section.rows.append(run(section, command, work / title.split()[0], title, names))
    return section


def run(section, command, work, title, names):
    work.mkdir(parents=True, exist_ok=True)
    theirs, tables = lm_eval_run(names, work)
    data = folders(theirs.results["configs"], work)
    comparing = FileComparison(title)
    try:
        shown = Evaluator(command, TASKS).score(names, data, work / "answers.jsonl", work / "ours")
        lines = compare_runs(comparing, theirs, Outputs(work / "ours"), shown, tables if names is CLOSED else [])
    except EvaluatorError as error:
        lines = 0
        comparing.differ("run", str(error))
    docs = sum(len(theirs.samples(task)) for task in data)
    return [title, len(data), docs, comparing.numbers, lines, section.add("scores", comparing.differences)]


def compare_runs(comparing, theirs, ours, shown, tables):
    """Compares the files of both and what rwkv-eval printed; how many lines of tables were compared."""
    comparing.compare("results", theirs.results, ours.results)
    for task in theirs.results["configs"]:
        comparing.compare(f"samples/{task}", theirs.samples(task), ours.samples(task))
    return comparing.tables(shown, tables, tables_of(ours.results))


def lm_eval_run(names, work):
    """lm_eval's files and tables."""
    model = Answers()
    tracker = EvaluationTracker(output_path=str(work / "theirs"))
    logging.disable(logging.ERROR)
    try:
        with local_data(lambda _, name: {"test": DATA[name]()}):
            results = simple_evaluate(
                model=model,
                tasks=list(names),
                task_manager=TaskManager(include_path=str(TASKS), include_defaults=False),
                bootstrap_iters=DRAWS,
                evaluation_tracker=tracker,
            )
    finally:
        logging.disable(logging.NOTSET)
    model.write(work / "answers.jsonl")
    samples = results.pop("samples")
    tracker.save_results_aggregated(results=results, samples=samples)
    for task in results["configs"]:
        tracker.save_results_samples(task_name=task, samples=samples[task])
    return Outputs(work / "theirs"), tables_of(results)


def tables_of(results):
    return [make_table(results)] + ([make_table(results, "groups")] if "groups" in results else [])


def folders(configs, work):
    """Each task's docs as files."""
    found = {}
    for task, config in configs.items():
        found[task] = work / "data" / task
        found[task].mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in DATA[config["dataset_name"]]())
        (found[task] / "test.jsonl").write_text(text, encoding="utf-8")
    return found


class Outputs:
    """The newest results_*.json below a folder and the samples_*.jsonl beside it."""

    def __init__(self, folder):
        found = sorted(folder.rglob("results_*.json"))
        if not found:
            raise EvaluatorError(f"no results_*.json was written below {folder.name}")
        self.path = found[-1]
        self.time = self.path.stem.removeprefix("results_")
        self.results = json.loads(self.path.read_text(encoding="utf-8"))

    def samples(self, task):
        path = self.path.with_name(f"samples_{task}_{self.time}.jsonl")
        if not path.exists():
            return None
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


class FileComparison:
    """Compares the files of two runs entry by entry."""

    def __init__(self, title):
        self.title, self.numbers, self.differences = title, 0, []

    def differ(self, place, text):
        self.differences.append((f"{self.title}/{place}", text))

    def compare(self, place, theirs, ours):
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for key in sorted(theirs.keys() | ours.keys()):
                inner = f"{place}/{key}"
                if key not in ours or key not in theirs:
                    self.differ(inner, f"only {'lm_eval' if key in theirs else 'rwkv-eval'} has it")
                elif not (place == "results" and key in OWN):
                    self.compare(inner, theirs[key], ours[key])
        elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
            for number, pair in enumerate(zip(theirs, ours, strict=True)):
                self.compare(f"{place}/{number}", *pair)
        elif not self.same(place, theirs, ours):
            self.differ(place, f"lm_eval {theirs!r:.200}, rwkv-eval {ours!r:.200}")

    def same(self, place, theirs, ours):
        if not is_number(theirs) or not is_number(ours):
            return type(theirs) is type(ours) and theirs == ours
        self.numbers += 1
        if any(f"{metric}_stderr" in place for metric in ("f1", "mcc", "perplexity")) and "_perplexity" not in place:
            return math.isclose(theirs, ours, rel_tol=SIGMAS / math.sqrt(DRAWS))
        return math.isclose(theirs, ours, rel_tol=TOLERANCE, abs_tol=TOLERANCE)

    def tables(self, shown, *expected):
        """Whether what was printed has the tables; how many lines they are."""
        lines = 0
        for maker, tables in zip(("lm_eval's own", "lm_eval's, of rwkv-eval's results"), expected, strict=True):
            for number, table in enumerate(tables):
                lines += table.strip("\n").count("\n") + 1
                if f"\n{table.strip()}\n" not in f"\n{shown}\n":
                    self.differ(f"table/{number}", f"{maker} table was not printed: {first_missing(table, shown)}")
        for number, table in enumerate(printed_tables(shown)):
            if table not in [each.strip() for each in expected[-1]]:
                self.differ(f"other table/{number}", f"rwkv-eval prints a table that lm_eval does not: {table.splitlines()[0]!r}")
        return lines


def printed_tables(shown):
    """The tables in a text: lines that begin with a bar, with no other line between them."""
    blocks = "\n".join(line if line.startswith("|") else "" for line in shown.splitlines()).split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def first_missing(table, shown):
    printed = set(shown.splitlines())
    missing = [line for line in table.strip().splitlines() if line not in printed]
    return f"line {missing[0]!r} is missing" if missing else "its lines are printed in another order"
