"""Sound inputs, made once: a checkpoint, data, and runs of the executable on them."""

import json
import pathlib
import subprocess

import checkpoint

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

TASK = {
    "task": "colours",
    "dataset_path": "json",
    "dataset_kwargs": {"data_files": {"test": "colours.jsonl"}},
    "test_split": "test",
    "output_type": "multiple_choice",
    "doc_to_text": "Question: {{question.strip()}}\nAnswer:",
    "doc_to_choice": "{{options}}",
    "doc_to_target": "answer",
    "metric_list": [{"metric": "acc"}, {"metric": "acc_norm"}],
    "metadata": {"version": 1.0},
}
DOCS = [
    {"question": "Colour of snow? ", "options": ["white", "black"], "answer": 0, "facts": {"a": [1, 2.5, None, True]}},
    {"question": "Colour of coal?", "options": ["white", "black"], "answer": 1, "facts": {"a": []}},
    {"question": "Couleur du café?", "options": ["blanc", "brun foncé"], "answer": 1, "facts": {"a": ["é"]}},
]
REQUESTS = [
    {"context": "Question: is it?", "continuation": " yes"},
    {"context": "Question: is it?", "continuation": " no"},
    {"context_tokens": [5, 6, 7], "continuation_tokens": [8]},
    {"context": "", "continuation": "the answer"},
]
FLA = {
    "model_type": "rwkv7",
    "architectures": ["RWKV7ForCausalLM"],
    "hidden_act": "sqrelu",
    "norm_eps": 1e-05,
    "norm_bias": True,
    "norm_first": True,
    "num_hidden_layers": 2,
    "vocab_size": 272,
    "tie_word_embeddings": False,
    "attn": None,
    "hidden_size": 64,
    "intermediate_size": 96,
    "head_dim": 32,
}
LOOPED = {
    "model_type": "rwkv7",
    "hidden_size": 64,
    "head_dim": 32,
    "vocab_size": 272,
    "num_hidden_layers": 8,
    "num_hidden_groups": 2,
    "inner_group_num": 1,
    "injection_type": "none",
    "n_layers_in_prelude": 0,
    "n_layers_in_coda": 0,
    "depth_program": {
        "version": 1,
        "sharing": "sequence",
        "injection": {"type": "none", "source": "group_input", "place": "before", "norm": "none"},
        "state_init": "group_input",
        "input_norm": "first_only",
        "v_first": "first_application",
        "loop_norm": "none",
        "seq_state": "per_application",
        "loops_trained": {"min": 2, "mean": 4, "max": 8},
    },
}


def lines(values):
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def rows():
    """Rows of MMLU's CSV, some with quotes and line feeds."""
    return (
        'What is 1 + 1?,1,2,3,4,B\n"Which, of these,\nis ""it""?",a,b,c,"d, e",D\nQuelle couleur?,é,ü,ñ,ß,A\n'
    ).encode()


class Bases:
    """The folder of sound inputs, and its files' bytes."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def __getitem__(self, name):
        return (self.folder / name).read_bytes()

    def runs(self):
        """Names of the runs that could be made."""
        return [
            name for name in ("run-loops", "run-tasks", "run-uniform", "run-stopped") if (self.folder / name).is_dir()
        ]

    def make(self, executable, environment):
        """Writes everything; runs the executable for the stored runs."""
        parts = checkpoint.tensors()
        renamed = checkpoint.fla(parts)
        files = {
            "tiny/model.safetensors": checkpoint.safetensors(parts),
            "tiny/config.json": json.dumps(LOOPED).encode(),
            "tiny/vocab.txt": checkpoint.vocabulary(),
            "fla/model.safetensors": checkpoint.safetensors(renamed),
            "fla/config.json": json.dumps(FLA).encode(),
            "fla/vocab.txt": checkpoint.vocabulary(),
            "task/colours.yaml": json.dumps(TASK).encode(),
            "task/colours.jsonl": lines(DOCS),
            "requests.jsonl": lines(REQUESTS),
        }
        for split in ("dev", "test", "val"):
            for subject in ("anatomy", "virology"):
                files[f"data/{split}/{subject}_{split}.csv"] = rows()
        for name, data in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        model = ["--model", "tiny", "--threads", "1"]
        commands = {
            "run-loops": ["mmlu", *model, "--data", "data", "--loops", "2,4,8", "--groups", "2"],
            "run-uniform": ["mmlu", "--model", "uniform", "--data", "data"],
            "run-tasks": ["run", "--tasks", "task/colours.yaml", *model],
        }
        for name, command in commands.items():
            done = subprocess.run(
                [executable, *command, "--output", name],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                text=True,
            )
            if done.returncode not in (0, 3):
                raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
        done = subprocess.run(
            [executable, "run", "--tasks", "task/colours.yaml", "--write-requests", "-"],
            cwd=self.folder,
            env=environment,
            capture_output=True,
        )
        (self.folder / "written.jsonl").write_bytes(done.stdout)
        self.stop()

    def stop(self):
        """A copy of a run as a kill leaves it."""
        source, target = self.folder / "run-loops", self.folder / "run-stopped"
        target.mkdir()
        manifest = json.loads((source / "manifest.json").read_bytes())
        for key in ("elapsedSeconds", "work"):
            manifest.pop(key, None)
        manifest["secondsSoFar"] = 1.0
        (target / "manifest.json").write_text(json.dumps(manifest, indent=2))
        (target / "outcomes.jsonl").write_bytes(b"".join((source / "outcomes.jsonl").read_bytes().splitlines(True)[:3]))
