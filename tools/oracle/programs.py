"""What the layers of rwkv7.py are put together to: the plain model, depth programs, and the graphs of RWKV-DR.

Every program takes a model's tensors by name and a list of tokens, and gives the hidden states [T, C] after each layer
application; `logits` takes the last of them.
"""

import numpy as np

import rwkv7
from rwkv7 import layer_norm, normed


def layer(tensors, prefix):
    """The tensors of one layer without their prefix."""
    return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def logits(tensors, hidden):
    return layer_norm(hidden, tensors, "ln_out") @ tensors["head.weight"].T


# MARK: The plain model, and groups of its layers looped with injection.


def deep_embedding(tensors, tokens, p):
    """The matrices of tokens in a layer of RWKV-7a; None for other layers."""
    if "ffn.s_emb.weight" not in p:
        return None
    rank = p["ffn.s1"].shape[1]
    embedded = layer_norm(tensors["emb.weight"][tokens], layer(tensors, "blocks.0."), "ln0")
    rows = p["ffn.s_emb.weight"][tokens] + embedded @ p["ffn.s_emb_x.weight"].T
    return rows.reshape(len(tokens), rank, rank)


def block(x, p, first_value, matrices=None):
    """One residual layer over the whole sequence, from a state of zeros or from the layer's tuned one."""
    start = (np.zeros_like(x[0]), p["att.time_state"]) if "att.time_state" in p else None
    y, value, _ = rwkv7.time_mix(layer_norm(x, p, "ln1"), p, first_value, start)
    x = x + y
    return x + rwkv7.channel_mix(layer_norm(x, p, "ln2"), p, matrices=matrices)[0], value


def looped(tensors, tokens, prelude, groups, coda, loops=1, injection="none"):
    """Prelude, every group `loops` times, coda; layers by number. The first value is of layer 0's first application."""
    states, first_value = [], None

    def apply(x, number):
        nonlocal first_value
        p = layer(tensors, f"blocks.{number}.")
        x, value = block(x, p, None if number == 0 else first_value, deep_embedding(tensors, tokens, p))
        first_value = value if first_value is None else first_value
        states.append(x)
        return x

    x = layer_norm(tensors["emb.weight"][tokens], layer(tensors, "blocks.0."), "ln0")
    for number in prelude:
        x = apply(x, number)
    for index, group in enumerate(groups):
        source = x
        for _ in range(loops):
            if injection == "add":
                x = x + source
            elif injection == "concat":
                x = np.concatenate([source, x], axis=1) @ tensors[f"groups.{index}.inject.weight"].T
            for number in group:
                x = apply(x, number)
    for number in coda:
        x = apply(x, number)
    return states


def plain(tensors, tokens):
    count = 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("blocks."))
    return looped(tensors, tokens, range(count), [], [])


def merged(tensors, lora, alpha):
    """The tensors with a LoRA: W + B A alpha / r for each pair of matrices; its other tensors replace the model's."""
    result = dict(tensors)
    for name, tensor in lora.items():
        if not name.endswith((".lora_A", ".lora_B")):
            result[name] = tensor
    for name, a in lora.items():
        if name.endswith(".lora_A"):
            module = name.removesuffix(".lora_A")
            result[module + ".weight"] = result[module + ".weight"] + lora[module + ".lora_B"] @ a * (alpha / len(a))
    return result


# MARK: RWKV-DR's graphs, for groups of one layer.


def recurrent_layer(tensors, group):
    return layer(tensors, f"rwkv_layer_groups.{group}.rwkv_layers.0.")


def group_count(tensors):
    return 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("rwkv_layer_groups."))


def inner(h, p, first_value):
    y, value, _ = rwkv7.time_mix(layer_norm(h, p, "ln1"), p, first_value)
    h = h + y
    return h + rwkv7.channel_mix(layer_norm(h, p, "ln2"), p)[0], value


def trained(tensors, tokens, applications, norms_every_application=True):
    """The graph that was trained; or, with ln0 at application 0 only, what a loader's mistake makes of it."""
    x = tensors["emb.weight"][tokens]
    states, groups = [], group_count(tensors)
    for i in range(applications):
        p = recurrent_layer(tensors, i * groups // applications)
        h = layer_norm(x, p, "ln0") if norms_every_application or i == 0 else x
        x = x + inner(h, p, None)[0]
        states.append(x)
    return states


def published(tensors, tokens, applications):
    """The graph behind the published figures: G groups have G states, and application i goes on from state i mod G."""
    groups = group_count(tensors)
    x = layer_norm(tensors["emb.weight"][tokens], recurrent_layer(tensors, 0), "ln0")
    states, first_value = [], None
    slots = [(None, None)] * groups
    for i in range(applications):
        p = recurrent_layer(tensors, i * groups // applications)
        time, channel = slots[i % groups]
        y, value, time = rwkv7.time_mix(layer_norm(x, p, "ln1"), p, first_value, time)
        first_value = value if first_value is None else first_value
        x = x + y
        y, channel = rwkv7.channel_mix(layer_norm(x, p, "ln2"), p, channel)
        x = x + y
        slots[i % groups] = (time, channel)
        states.append(x)
    return states


def injected(tensors, tokens, schedule, injection, normed_halves=False):
    """The graphs of June: every application norms the running state, and is added or concatenated to it."""
    x = tensors["emb.weight"][tokens]
    states = []
    for group in schedule:
        p = recurrent_layer(tensors, group)
        h = inner(layer_norm(x, p, "ln0"), p, None)[0]
        if injection == "add":
            x = x + h
        else:
            halves = [normed(x), normed(h)] if normed_halves else [x, h]
            x = np.concatenate(halves, axis=1) @ tensors["input_injection_adapter.weight"].T
            x = x + tensors["input_injection_adapter.bias"]
        states.append(x)
    return states


def schedule_0614(groups):
    """All groups once, then again with some of them repeated."""
    repeats = {1: 3, 7: 3, 10: 2}
    return [*range(groups), *(g for g in range(groups) for _ in range(repeats.get(g, 1)))]
