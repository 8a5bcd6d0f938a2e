"""The programs that are killed: 400 layer applications each."""

import dataclasses
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools/fuzz"))

import checkpoint  # noqa: E402

LOOPS = ["--loops", "400", "--groups", "8"]


@dataclasses.dataclass(frozen=True)
class Program:
    """A command without its --output, and the share of the kills that it gets."""

    name: str
    command: list
    share: float


def small(limit):
    """The bundled model with so little memory that it works in many batches."""
    return Program("demo", ["mmlu", *LOOPS, "--limit", str(limit), "--memory", "200K"], 0.8)


def large(folder, width, limit):
    """A model of random weights with the layout that a user gets: a batch of it takes long."""
    sizes = checkpoint.Sizes(width=width, head=64, channel=4 * width, layers=8, rank=32, vocabulary=368)
    model = pathlib.Path(folder, "model")
    model.mkdir()
    demo = ROOT / "models/demo"
    (model / "vocab.txt").write_bytes((demo / "vocab.txt").read_bytes())
    # Without the demo's norms between the loops: these tensors are not there.
    program = json.loads((demo / "config.json").read_text())["depth_program"] | {"loop_norm": "none"}
    fields = {
        "model_type": "rwkv7",
        "hidden_size": width,
        "head_dim": 64,
        "vocab_size": 368,
        "num_hidden_layers": 400,
        "num_hidden_groups": 8,
        "inner_group_num": 1,
        "injection_type": "add",
        "depth_program": program,
    }
    (model / "config.json").write_text(json.dumps(fields))
    (model / "model.safetensors").write_bytes(checkpoint.safetensors(checkpoint.tensors(sizes)))
    line = ["mmlu", "--model", str(model), "--data", str(demo / "data"), *LOOPS, "--limit", str(limit)]
    return Program(f"random, width {width}", line, 0.2)
