#!/usr/bin/env python3
"""Logits of small RWKV-7 models as flash-linear-attention configures them, in float64 NumPy.

  tools/fla_oracle.py > Tests/RWKVModelTests/Parity/FLACases.swift    records the cases of FLAConfigurationTests
  tools/fla_oracle.py FOLDER…                                         prints the last position's logits of folders with
                                                                      config.json, model.safetensors and tokens.json

Weights are made by a formula of the tensor's name, which the test repeats, so that no file of numbers is needed.
"""

import json
import math
import sys

import numpy as np

WIDTH, LAYERS, MIDDLE, VOCABULARY = 32, 2, 64, 12
TOKENS = [3, 11, 0, 7, 7, 5, 2, 9]

# What differs from fla's defaults.
CASES = {
    "plain": {},
    "head_dim 32": {"head_dim": 32},
    "head_dim 8": {"head_dim": 8},
    "norm_eps 1e-3": {"norm_eps": 1e-3},
    "norm_eps 1e-6": {"norm_eps": 1e-6},
    "relu": {"hidden_act": "relu"},
    "swish": {"hidden_act": "swish"},
    "silu": {"hidden_act": "silu"},
    "sigmoid": {"hidden_act": "sigmoid"},
    "gelu": {"hidden_act": "gelu"},
    "norm_bias false": {"norm_bias": False},
    "tied": {"tie_word_embeddings": True},
    "all at once": {"head_dim": 8, "norm_eps": 1e-4, "hidden_act": "gelu", "norm_bias": False, "tie_word_embeddings": True},
}
DEFAULTS = {
    "head_dim": 16, "norm_eps": 1e-5, "hidden_act": "sqrelu", "norm_bias": True, "tie_word_embeddings": False,
}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ACTIVATIONS = {
    "sqrelu": lambda x: np.maximum(x, 0) ** 2,
    "relu": lambda x: np.maximum(x, 0),
    "swish": lambda x: x * sigmoid(x),
    "silu": lambda x: x * sigmoid(x),
    "sigmoid": sigmoid,
    # fla's gelu is the approximation by tanh.
    "gelu": lambda x: x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
}


def values(name, shape):
    """A number for each element: a generator that starts from the name's FNV-1a hash, shaped by what the tensor is for."""
    state = 0x811C9DC5
    for byte in name.encode():
        state = (state ^ byte) * 0x01000193 % 2**32
    uniform = []
    for _ in range(math.prod(shape)):
        state = (state * 1664525 + 1013904223) % 2**32
        uniform.append((state >> 8) / 2**24 - 0.5)
    u = np.array(uniform)
    last = name.split(".")[-1]
    if "norm" in name:
        u = 1 + u / 2 if last == "weight" else u / 4
    elif last.startswith("x_"):
        u = u + 0.5
    elif last in ("k_k", "k_a"):
        u = 1 + u / 2
    elif "lora" in name or "embeddings" in name:
        u = 2 * u
    elif "v_proj" in name:
        u = u / 16  # so small that the head norm's epsilon counts
    return u.astype(np.float32).astype(np.float64).reshape(shape)


def shapes(head_dim):
    c, f = WIDTH, MIDDLE
    found = {"model.embeddings.weight": [VOCABULARY, c], "lm_head.weight": [VOCABULARY, c]}
    norms = ["model.norm", "model.layers.0.pre_norm"]
    for layer in range(LAYERS):
        block = f"model.layers.{layer}."
        norms += [block + "attn_norm", block + "ffn_norm", block + "attn.g_norm"]
        for letter in "rwkvag":
            found[f"{block}attn.x_{letter}"] = [1, 1, c]
        for letter, rank in {"w": 8, "a": 8, "v": 4, "g": 8}.items():
            if letter == "v" and layer == 0:
                continue
            found[f"{block}attn.{letter}_lora.lora.0.weight"] = [rank, c]
            found[f"{block}attn.{letter}_lora.lora.2.weight"] = [c, rank]
            if letter != "g":
                found[f"{block}attn.{letter}_lora.lora.2.bias"] = [c]
        for letter in "rkvo":
            found[f"{block}attn.{letter}_proj.weight"] = [c, c]
        found[block + "attn.k_k"] = found[block + "attn.k_a"] = found[block + "ffn.x_k"] = [c]
        found[block + "attn.r_k"] = [c // head_dim, head_dim]
        found[block + "ffn.key.weight"], found[block + "ffn.value.weight"] = [f, c], [c, f]
    for norm in norms:
        found[norm + ".weight"] = found[norm + ".bias"] = [c]
    return found


def normed(x, weight, bias, epsilon):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    y = (x - mean) / np.sqrt(variance + epsilon) * weight
    return y if bias is None else y + bias


def shifted(x):
    return np.concatenate([np.zeros_like(x[:1]), x[:-1]]) - x


def time_mix(t, block, x, first_value, config):
    def tensor(name):
        return t[block + "attn." + name]

    def low_rank(letter, x, middle=lambda y: y):
        y = middle(x @ tensor(f"{letter}_lora.lora.0.weight").T) @ tensor(f"{letter}_lora.lora.2.weight").T
        return y + (0 if letter == "g" else tensor(f"{letter}_lora.lora.2.bias"))

    n = config["head_dim"]
    length, c = x.shape
    r, w, k, v, a, g = (x + shifted(x) * tensor("x_" + letter).reshape(c) for letter in "rwkvag")
    r, k = r @ tensor("r_proj.weight").T, k @ tensor("k_proj.weight").T
    own_input, v = v, v @ tensor("v_proj.weight").T
    decay = np.exp(-math.exp(-0.5) * sigmoid(low_rank("w", w, np.tanh)))
    if first_value is None:
        first_value = v
    else:
        v = v + (first_value - v) * sigmoid(low_rank("v", own_input))
    rate, gate = sigmoid(low_rank("a", a)), low_rank("g", g, sigmoid)
    heads = (length, c // n, n)
    removal = (k * tensor("k_k")).reshape(heads)
    removal = removal / np.maximum(np.linalg.norm(removal, axis=-1, keepdims=True), 1e-12)
    k = (k * (1 + (rate - 1) * tensor("k_a"))).reshape(heads)
    r, v, decay, rate = (y.reshape(heads) for y in (r, v, decay, rate))
    state, out = np.zeros((c // n, n, n)), np.zeros(heads)
    for i in range(length):
        removed = np.einsum("hij,hj->hi", state, removal[i])
        state = state * decay[i][:, None] - removed[..., None] * (removal[i] * rate[i])[:, None]
        state = state + v[i][..., None] * k[i][:, None]
        out[i] = np.einsum("hij,hj->hi", state, r[i])
    # fla: the head norm's epsilon is head_dim times norm_eps.
    out = (out - out.mean(-1, keepdims=True)) / np.sqrt(out.var(-1, keepdims=True) + n * config["norm_eps"])
    out = out.reshape(length, c) * tensor("g_norm.weight") + tensor("g_norm.bias")
    bonus = (r * k * tensor("r_k")).sum(-1, keepdims=True) * v
    return ((out + bonus.reshape(length, c)) * gate) @ tensor("o_proj.weight").T, first_value


def logits(t, config, tokens):
    def norm(name, x):
        return normed(x, t[name + ".weight"], t[name + ".bias"] if config["norm_bias"] else None, config["norm_eps"])

    x = norm("model.layers.0.pre_norm", t["model.embeddings.weight"][tokens])
    first_value = None
    for layer in range(sum(name.endswith(".attn.r_k") for name in t)):
        block = f"model.layers.{layer}."
        mixed, first_value = time_mix(t, block, norm(block + "attn_norm", x), first_value, config)
        x = x + mixed
        y = norm(block + "ffn_norm", x)
        y = (y + shifted(y) * t[block + "ffn.x_k"].reshape(-1)) @ t[block + "ffn.key.weight"].T
        x = x + ACTIVATIONS[config["hidden_act"]](y) @ t[block + "ffn.value.weight"].T
    head = t["model.embeddings.weight" if config["tie_word_embeddings"] else "lm_head.weight"]
    return norm("model.norm", x) @ head.T


def folder_logits(path):
    config = DEFAULTS | {"head_dim": 64} | json.load(open(path + "/config.json"))
    raw = open(path + "/model.safetensors", "rb").read()
    start = 8 + int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:start]).items():
        if name != "__metadata__":
            begin, end = (start + offset for offset in entry["data_offsets"])
            assert entry["dtype"] == "F32", entry
            tensors[name] = np.frombuffer(raw[begin:end], "<f4").astype(np.float64).reshape(entry["shape"])
    return logits(tensors, config, json.load(open(path + "/tokens.json")))[-1]


def record():
    print("// Made by tools/fla_oracle.py: float64 logits of the last position. Do not edit.\n")
    print("extension FLAConfigurationTests {")
    print(f"  static let tokens = {TOKENS}\n")
    print("  /// What config.json says beside the sizes, and the logits.")
    print("  static let cases: [Case] = [")
    plain = None
    for name, changes in CASES.items():
        config = DEFAULTS | changes
        tensors = {tensor: values(tensor, shape) for tensor, shape in shapes(config["head_dim"]).items()}
        result = logits(tensors, config, TOKENS)[-1]
        plain = result if plain is None else plain
        print(f"{name}: {abs(result - plain).max():.3g} from plain", file=sys.stderr)
        numbers = [f"{value:.9f}" for value in result]
        lines = [", ".join(numbers[at : at + 8]) for at in range(0, len(numbers), 8)]
        fields = json.dumps(changes)
        print(f"    Case(\n      name: {json.dumps(name)}, headSize: {config['head_dim']},")
        # As swift format breaks lines.
        print(f"      fields:{chr(10) + '        ' if len(fields) > 100 else ' '}#\"{fields}\"#,")
        print("      logits: [\n        " + ",\n        ".join(lines) + ",\n      ]),")
    print("  ]\n}")


if len(sys.argv) > 1:
    for folder in sys.argv[1:]:
        print(json.dumps(list(folder_logits(folder))))
else:
    record()
