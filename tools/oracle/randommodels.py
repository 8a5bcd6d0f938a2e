"""Small random checkpoints. Nothing is trained; numbers are of the size that they have in trained models."""

import numpy as np

from checkpoints import rounded_to_bf16


class Random:
    def __init__(self, seed):
        self.numbers = np.random.Generator(np.random.PCG64(seed))

    def normal(self, shape, deviation, mean=0.0):
        return (mean + deviation * self.numbers.standard_normal(shape)).astype(np.float32)

    def share(self, width):
        """Mixes of token shift, 0 to 1."""
        return self.numbers.random((1, 1, width)).astype(np.float32)


def norm(random, name, width, scale=1.0):
    return {
        name + ".weight": random.normal(width, 0.15 * scale, scale),
        name + ".bias": random.normal(width, 0.05),
    }


def layer(random, prefix, width, head_size, ffn, ranks, has_first_norm):
    """The tensors of one layer; `ranks` of decay, in-context learning rate, value residual and gate."""
    p = {}
    for name in ["ln0", "ln1", "ln2"] if has_first_norm else ["ln1", "ln2"]:
        p |= norm(random, name, width)
    p |= {f"att.x_{letter}": random.share(width) for letter in "rwkvag"}
    means = {"w": (-2.5, 2.0), "a": (-0.2, 0.3), "v": (0.7, 0.3)}
    for letter, rank in zip("wavg", ranks, strict=True):
        p[f"att.{letter}1"] = random.normal((width, rank), 0.7 / width**0.5)
        p[f"att.{letter}2"] = random.normal((rank, width), 0.8 / rank**0.5)
        if letter in means:
            mean, deviation = means[letter]
            p[f"att.{letter}0"] = random.normal((1, 1, width), deviation, mean)
    p["att.k_k"] = random.normal((1, 1, width), 0.2, 0.7)
    p["att.k_a"] = random.normal((1, 1, width), 0.15, 1.0)
    p["att.r_k"] = random.normal((width // head_size, head_size), 0.1)
    for name, deviation in [("receptance", 0.7), ("key", 0.4), ("value", 0.7), ("output", 0.6)]:
        p[f"att.{name}.weight"] = random.normal((width, width), deviation / width**0.5)
    p |= norm(random, "att.ln_x", width, scale=0.4)
    p["ffn.x_k"] = random.share(width)
    p["ffn.key.weight"] = random.normal((ffn, width), 0.8 / width**0.5)
    p["ffn.value.weight"] = random.normal((width, ffn), 0.6 / ffn**0.5)
    return {prefix + name: rounded_to_bf16(tensor) for name, tensor in p.items()}


def model(seed, prefixes, width, head_size, ffn, ranks, vocabulary, first_norms):
    """A model of layers with these name prefixes; every number is a bf16 one."""
    random = Random(seed)
    tensors = {"emb.weight": random.normal((vocabulary, width), 0.3)}
    for index, prefix in enumerate(prefixes):
        tensors |= layer(random, prefix, width, head_size, ffn, ranks, index == 0 or first_norms == "all")
    tensors |= norm(random, "ln_out", width)
    tensors["head.weight"] = random.normal((vocabulary, width), 1.2 / width**0.5)
    return {name: rounded_to_bf16(tensor) for name, tensor in tensors.items()}


def tokens(seed, count, vocabulary):
    return [int(token) for token in np.random.Generator(np.random.PCG64(seed)).integers(1, vocabulary, count)]
