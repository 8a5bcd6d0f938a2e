#!/usr/bin/env python3
"""Makes the oracles in Tests/Fixtures/oracle again: random checkpoints, and their logits in float64.

    tools/oracle/record.py                 writes them
    tools/oracle/record.py --check ORACLE  compares the arithmetic here with other oracles (../shared/oracle)

Needs NumPy. The files of rwkv-dr/nan-published-fp16-d64-L400 come from the public code's own runs and are only read.
"""

import argparse
import json
import pathlib

import numpy as np

import checkpoints
import programs
import randommodels

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/oracle"
TOPOLOGIES = {
    "g1": {"prelude": [], "groups": [[0, 1, 2, 3]], "coda": []},
    "g2": {"prelude": [], "groups": [[0, 1], [2, 3]], "coda": []},
    "p1g1c1": {"prelude": [0], "groups": [[1, 2]], "coda": [3]},
    "p1g2c1": {"prelude": [0], "groups": [[1], [2]], "coda": [3]},
}


def in_precision(tensors, precision):
    return {name: tensor.astype(precision) for name, tensor in tensors.items()}


def digits(values, count=9):
    """Numbers with so many digits; what is no finite number is null."""
    if np.ndim(values) > 0:
        return [digits(value, count) for value in values]
    return float(f"{values:.{count}g}") if np.isfinite(values) else None


def write_json(path, content, inner=2):
    """JSON with a line for every member down to a depth, so that a change can be read."""

    def text(value, depth):
        if depth == 0 or not isinstance(value, (dict, list)) or not value:
            return json.dumps(value, separators=(",", ":"))
        if isinstance(value, dict):
            members = [json.dumps(key) + ": " + text(one, depth - 1) for key, one in value.items()]
            return "{\n" + ",\n".join(members) + "\n}"
        return "[\n" + ",\n".join(text(one, depth - 1) for one in value) + "\n]"

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(content, inner) + "\n")


# MARK: Plain RWKV-7


def record_plain(folder):
    folder.mkdir(parents=True, exist_ok=True)
    shape = {"width": 128, "head_size": 64, "ffn": 256, "ranks": (16, 8, 8, 24), "vocabulary": 96}
    tensors = randommodels.model(71, [f"blocks.{i}." for i in range(3)], **shape, first_norms="first")
    # Files of today's training code have these of layer 0 too, and nothing reads them.
    unused = {f"blocks.0.att.v{i}" for i in range(3)}
    checkpoints.write_torch(folder / "model-bf16.pth", tensors)
    (folder / "hf").mkdir(exist_ok=True)
    named = checkpoints.fla_names({name: tensor for name, tensor in tensors.items() if name not in unused})
    checkpoints.write_safetensors(folder / "hf/model.safetensors", named, bf16=True)
    config = {
        "architectures": ["RWKV7ForCausalLM"],
        "model_type": "rwkv7",
        "hidden_size": 128,
        "head_dim": 64,
        "num_hidden_layers": 3,
        "intermediate_size": 256,
        "vocab_size": 96,
        "decay_low_rank_dim": 16,
        "a_low_rank_dim": 8,
        "v_low_rank_dim": 8,
        "gate_low_rank_dim": 24,
        "norm_eps": 1e-05,
        "norm_bias": True,
        "tie_word_embeddings": False,
    }
    (folder / "hf/config.json").write_text(json.dumps(config, indent=1) + "\n")
    sequences = {
        "len1": randommodels.tokens(1, 1, 96),
        "len7_bos0": [0, *randommodels.tokens(2, 6, 96)],
        "len70": randommodels.tokens(3, 70, 96),
        "repeat": [5] * 32,
    }
    exact = in_precision(tensors, np.float64)
    cases = {
        name: {"tokens": ids, "logits_bf16": digits(programs.logits(exact, programs.plain(exact, ids)[-1]))}
        for name, ids in sequences.items()
    }
    write_json(folder / "cases.json", {"cases": cases}, inner=4)


# MARK: Depth programs


def record_depth(folder):
    shape = {"width": 64, "head_size": 32, "ffn": 128, "ranks": (8, 8, 8, 16), "vocabulary": 64}
    tensors = randommodels.model(72, [f"blocks.{i}." for i in range(4)], **shape, first_norms="first")
    random = randommodels.Random(73)
    for group in range(2):
        tensors[f"groups.{group}.inject.weight"] = random.normal((64, 128), 0.8 / 128**0.5)
    checkpoints.write_safetensors(folder / "depth-model.safetensors", tensors)
    sequences = {"a": randommodels.tokens(4, 21, 64), "c": randommodels.tokens(5, 1, 64)}
    exact = in_precision(tensors, np.float64)
    cases = []
    for topology, layers in TOPOLOGIES.items():
        for injection in ["none", "add", "concat"]:
            for loops in [1, 3, 12]:
                for sequence, ids in sequences.items():
                    states = programs.looped(exact, ids, **layers, loops=loops, injection=injection)
                    rows = programs.logits(exact, states[-1])
                    cases.append(
                        {
                            "key": f"{topology}__{injection}__R{loops}__{sequence}",
                            "topology": topology,
                            "inject": injection,
                            "R": loops,
                            "seq": sequence,
                            "argmax": [int(row.argmax()) for row in rows],
                            "last_logits": digits(rows[-1]),
                        }
                    )
    content = {"tokens": sequences, "topologies": TOPOLOGIES, "cases": cases}
    write_json(folder / "depth_cases.json", content)


# MARK: What comes beside a model

LORA_MODULES = ["att.receptance", "att.key", "att.value", "att.output", "ffn.key", "ffn.value"]


def tuned_states(random, tensors):
    """A state [heads, size, size] for each layer, value index before key index."""
    layers = sum(name.endswith(".att.r_k") for name in tensors)
    heads, size = tensors["blocks.0.att.r_k"].shape
    names = [f"blocks.{layer}.att.time_state" for layer in range(layers)]
    return {name: checkpoints.rounded_to_bf16(random.normal((heads, size, size), 0.3)) for name in names}


def adapter(random, tensors, rank):
    """A LoRA of every matrix of the layers and of the head, with some whole tensors beside."""
    layers = sum(name.endswith(".att.r_k") for name in tensors)
    found = {}
    for module in [f"blocks.{layer}.{name}" for layer in range(layers) for name in LORA_MODULES] + ["head"]:
        rows, columns = tensors[module + ".weight"].shape
        found[module + ".lora_A"] = random.normal((rank, columns), 1 / columns**0.5)
        found[module + ".lora_B"] = random.normal((rows, rank), 0.05)
    for name in ["blocks.1.ln1.weight", "blocks.1.att.x_k", "blocks.2.att.w1"]:
        found[name] = tensors[name] + random.normal(tensors[name].shape, 0.05)
    return {name: checkpoints.rounded_to_bf16(tensor) for name, tensor in found.items()}


def record_beside(folder):
    """Tuned states and a LoRA for the model of `record_plain`, states for that of `record_depth`."""
    random, rank, alpha = randommodels.Random(76), 4, 6.0
    tensors = checkpoints.read(folder / "model-bf16.pth")
    states, lora = tuned_states(random, tensors), adapter(random, tensors, rank)
    checkpoints.write_torch(folder / "state-bf16.pth", states)
    checkpoints.write_torch(folder / "lora-bf16.pth", lora)
    exact, update = in_precision(tensors, np.float64), in_precision(lora, np.float64)
    start = in_precision(states, np.float64)
    models = {"state": exact | start, "lora": programs.merged(exact, update, alpha)}
    models["both"] = models["lora"] | start
    sequences = {"len1": [7], "len11_bos0": [0, *randommodels.tokens(6, 10, 96)]}
    cases = [
        {"model": name, "tokens": ids, "logits": digits(programs.logits(model, programs.plain(model, ids)[-1]))}
        for name, model in models.items()
        for ids in sequences.values()
    ]
    deep = checkpoints.read(folder / "depth-model.safetensors")
    states = tuned_states(random, deep)
    checkpoints.write_safetensors(folder / "depth-state.safetensors", states)
    exact, ids = in_precision(deep | states, np.float64), randommodels.tokens(7, 13, 64)
    depth = []
    for topology, layers in TOPOLOGIES.items():
        for loops in [1, 3]:
            last = programs.looped(exact, ids, **layers, loops=loops, injection="add")[-1]
            depth.append({"topology": topology, "R": loops, "last_logits": digits(programs.logits(exact, last)[-1])})
    content = {"alpha": alpha, "rank": rank, "cases": cases, "depth_tokens": ids, "depth_cases": depth}
    write_json(folder / "beside_cases.json", content | {"topologies": TOPOLOGIES})


# MARK: RWKV-7a


def record_deep_embed(folder):
    """A model of RWKV-7a, whose channel mixes have a matrix of 32 by 32 for each token."""
    width, ffn, vocabulary, rank = 32, 64, 40, 32
    shape = {"width": width, "head_size": 16, "ffn": ffn, "ranks": (8, 8, 8, 8), "vocabulary": vocabulary}
    tensors = randommodels.model(77, [f"blocks.{i}." for i in range(2)], **shape, first_norms="first")
    random = randommodels.Random(78)
    for layer in range(2):
        block = f"blocks.{layer}.ffn."
        added = {
            "s_emb.weight": random.normal((vocabulary, rank * rank), 0.2),
            "s_emb_x.weight": random.normal((rank * rank, width), 0.2 / width**0.5),
            "s0": random.normal((1, 1, ffn), 0.2, 1.0),
            "s1": random.normal((width, rank), 0.5 / width**0.5),
            "s2": random.normal((rank, ffn), 0.5 / rank**0.5),
        }
        tensors |= {block + name: checkpoints.rounded_to_bf16(tensor) for name, tensor in added.items()}
    checkpoints.write_torch(folder / "deep-embed-bf16.pth", tensors)
    exact, cases = in_precision(tensors, np.float64), []
    for ids in [[3], [0, *randommodels.tokens(8, 29, vocabulary)]]:
        cases.append({"tokens": ids, "logits": digits(programs.logits(exact, programs.plain(exact, ids)[-1]))})
    write_json(folder / "deep_embed_cases.json", {"cases": cases})


# MARK: RWKV-DR

# The trained graph as a configuration says it.
TRAINED_PROGRAM = {
    "sharing": "sequence",
    "injection": {"type": "add", "source": "running", "place": "after"},
    "input_norm": "every_application",
    "v_first": "reset_each_application",
    "seq_state": "zero_per_application",
}


def recurrent_states(case, tensors, ids):
    """The states of a case of RWKV-DR's graphs after every application; None for graphs that are not written here."""
    graph, config = case["graph"], case["config"]
    applications = config["num_hidden_layers"]
    if config["inner_group_num"] != 1:
        return None
    if graph.startswith("rwkv-dr-train"):
        return programs.trained(tensors, ids, applications, "ln0 at application 0 only" not in graph)
    if graph == "rwkv-dr-published":
        return programs.published(tensors, ids, applications)
    injection = config["injection_type"]
    if graph == "rwkv-dr-0614":
        return programs.injected(tensors, ids, programs.schedule_0614(config["num_hidden_groups"]), injection)
    repeats = {int(group): count for group, count in case["repeats"].items()}
    schedule = [g for g in range(config["num_hidden_groups"]) for _ in range(repeats.get(g, 1))]
    return programs.injected(tensors, ids, schedule, injection, normed_halves=injection != "add")


def record_recurrent(folder, name, model_file, lengths=(5, 33), **settings):
    path = folder / name / "case.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = checkpoints.read(path.parent / model_file)
    width, vocabulary = tensors["emb.weight"].shape[1], tensors["emb.weight"].shape[0]
    groups = programs.group_count(tensors)
    heads = tensors["rwkv_layer_groups.0.rwkv_layers.0.att.r_k"].shape[1]
    case = {
        "case": name,
        "model_file": model_file,
        "graph": settings["graph"],
        "config": {
            "model_type": "rwkv7",
            "hidden_size": width,
            "head_dim": heads,
            "vocab_size": vocabulary,
            "num_hidden_layers": settings["applications"],
            "num_hidden_groups": groups,
            "inner_group_num": 1,
            "injection_type": settings["injection"],
        },
    }
    if "repeats" in settings:
        case["repeats"] = settings["repeats"]
    if settings["graph"] == "rwkv-dr-train":
        case["depth_program"] = TRAINED_PROGRAM
    exact, single = in_precision(tensors, np.float64), in_precision(tensors, np.float32)
    sequences = []
    for index, length in enumerate(lengths):
        ids = randommodels.tokens(10 + index, length, vocabulary)
        states = recurrent_states(case, exact, ids)
        with np.errstate(over="ignore", invalid="ignore"):
            rough = recurrent_states(case, single, ids)
            last = programs.logits(single, rough[-1])[-1]
            broken = next((i for i, x in enumerate(rough) if not np.isfinite(x).all()), None)
            silent = next((i for i, x in enumerate(rough) if not np.isfinite(x.var(-1)).all()), None)
        sequences.append(
            {
                "length": length,
                "tokens": ids,
                "logits_last_f64": digits(programs.logits(exact, states[-1])[-1], 12),
                "rms_all": digits([np.sqrt((x * x).mean()) for x in states], 7),
                "logits_last": digits(last),
                "fp32": {"first_nonfinite_application": broken, "first_overflowing_sum_of_squares": silent},
            }
        )
    case["sequences"] = sequences
    write_json(path, case, inner=4)


def record_recurrents(folder):
    shape = {"width": 64, "head_size": 32, "ffn": 128, "ranks": (8, 8, 8, 16), "vocabulary": 64}
    tensors = randommodels.model(
        74, [f"rwkv_layer_groups.{i}.rwkv_layers.0." for i in range(4)], **shape, first_norms="all"
    )
    random = randommodels.Random(75)
    tensors["input_injection_adapter.weight"] = random.normal((64, 128), 0.8 / 128**0.5)
    tensors["input_injection_adapter.bias"] = random.normal(64, 0.05)
    (folder / "small-0614-linear-g4-d64").mkdir(parents=True, exist_ok=True)
    checkpoints.write_torch(folder / "small-0614-linear-g4-d64/model.pth", tensors)
    eight = "../nan-published-fp16-d64-L400/model.pth"
    wrong = "rwkv-dr-train with ln0 at application 0 only (wrong loader)"

    def record(name, model_file, graph, applications, injection, **more):
        settings = {"graph": graph, "applications": applications, "injection": injection} | more
        record_recurrent(folder, name, model_file, **settings)

    record("small-train-g8-d64-L40", eight, "rwkv-dr-train", 40, "add", lengths=(1, 5, 33))
    record("small-train-g8-d64-L400", eight, "rwkv-dr-train", 400, "add")
    record("small-published-g8-d64-L8", eight, "rwkv-dr-published", 8, "none")
    record("small-0614-add-g8-d64", eight, "rwkv-dr-0614", 20, "add")
    record("small-0614-linear-g4-d64", "model.pth", "rwkv-dr-0614", 10, "linear")
    record(
        "small-0615-linear-g4-d64", "../small-0614-linear-g4-d64/model.pth", "rwkv-dr-0615", 8, "linear",
        repeats={"0": 2, "1": 3, "2": 1, "3": 2},
    )  # fmt: skip
    record("small-constant-ln0-first-only-g8-d64-L64", eight, wrong, 64, "add")


# MARK: Comparing with other oracles


def difference(got, expected):
    expected = np.array([[np.nan if x is None else x for x in row] for row in expected])
    return float(np.abs(got[-len(expected) :] - expected).max())


def check(root):
    """The largest differences of the arithmetic here, in float64, to the files of another folder of oracles."""
    worst = {}

    def note(what, value):
        worst[what] = max(worst.get(what, 0.0), value)

    for folder in sorted(root.glob("rwkv7*")):
        cases = json.loads((folder / "cases.json").read_text())["cases"]
        for file in ["model-fp32.pth", "model-bf16.pth", "model.safetensors", "model-fp32-views.pth"]:
            if not (folder / file).exists():
                continue
            tensors = in_precision(checkpoints.read(folder / file), np.float64)
            for case in cases.values():
                expected = case["logits_bf16" if "bf16" in file else "logits_fp32"]
                got = programs.logits(tensors, programs.plain(tensors, case["tokens"])[-1])
                note(f"{folder.name}/{file}", difference(got, expected))
        tensors = in_precision(checkpoints.read(folder / "depth-model.safetensors"), np.float64)
        recorded = json.loads((folder / "depth_cases.json").read_text())
        for case in recorded["cases"]:
            layers = recorded["topologies"][case["topology"]]
            states = programs.looped(
                tensors, recorded["tokens"][case["seq"]], **layers, loops=case["R"], injection=case["inject"]
            )
            rows = programs.logits(tensors, states[-1])
            what = f"{folder.name}/depth_cases.json, {len(recorded['cases'])} cases"
            note(what, difference(rows, [case["last_logits"]]))
            assert [int(row.argmax()) for row in rows] == case["argmax"], case["key"]
    for path in sorted(root.glob("rwkv-dr/*/case.json")):
        case = json.loads(path.read_text())
        tensors = in_precision(checkpoints.read(path.parent / case["model_file"]), np.float64)
        for sequence in case["sequences"]:
            states = recurrent_states(case, tensors, sequence["tokens"])
            if states is None:
                continue
            # One token alone takes a path of the public code's with the decay's constant cut to 0.606531.
            rounded = ", one token" if case["graph"] == "rwkv-dr-published" and sequence["length"] == 1 else ""
            rows = programs.logits(tensors, states[-1])
            note(path.parent.name + rounded, difference(rows, [sequence["logits_last_f64"]]))
            if "wrong" not in case["graph"] and not path.parent.name.startswith("nan"):
                rms = np.array([np.sqrt((x * x).mean()) for x in states])
                note(path.parent.name + ", RMS, relative", float(np.abs(rms / np.array(sequence["rms_all"]) - 1).max()))
    for what, value in worst.items():
        print(f"{value:.1e}  {what}")
    # Recorded logits have nine digits or more, recorded RMS seven.
    bounds = {what: 1e-6 if "RMS" in what else 2e-6 if "one token" in what else 1e-8 for what in worst}
    assert all(value < bounds[what] for what, value in worst.items()), "not the same arithmetic"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", type=pathlib.Path, metavar="ORACLE", help="a folder of oracles to compare with")
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.check)
    record_plain(FIXTURES / "rwkv7-small")
    record_depth(FIXTURES / "rwkv7-small")
    record_beside(FIXTURES / "rwkv7-small")
    record_deep_embed(FIXTURES / "rwkv7-small")
    record_recurrents(FIXTURES / "rwkv-dr")


if __name__ == "__main__":
    main()
