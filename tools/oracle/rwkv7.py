"""RWKV-7's layers, written plainly in NumPy: one sequence, one token after another, in the precision of the weights.

Every function takes rows [T, C] and the tensors of one layer by their official names ("att.receptance.weight", ...).
"""

import numpy as np

LAYER_NORM_EPSILON = 1e-5
HEAD_NORM_EPSILON = 64e-5


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def normed(x, epsilon=LAYER_NORM_EPSILON):
    """Rows with mean 0 and (biased) variance 1."""
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + x.dtype.type(epsilon))


def layer_norm(x, tensors, name):
    return normed(x) * tensors[name + ".weight"] + tensors[name + ".bias"]


def from_the_past(x, before):
    """What token shift adds to a row for a mix of 1: the row before less the row; `before` is the first one's."""
    return np.concatenate([before[None], x[:-1]]) - x


def time_mix(x, p, first_value, start=None):
    """The output, the value row (to be another application's first value), and the state at the end.

    `first_value`: rows that values are mixed towards, or None for no mixing. `start`: a state as returned, or None.
    """
    count, width = x.shape
    heads, size = p["att.r_k"].shape
    before, state = start if start is not None else (np.zeros_like(x[0]), np.zeros((heads, size, size), x.dtype))
    d = from_the_past(x, before)
    xr, xw, xk, xv, xa, xg = (x + d * p[f"att.x_{letter}"].reshape(-1) for letter in "rwkvag")

    r = xr @ p["att.receptance.weight"].T
    k = xk @ p["att.key.weight"].T
    v = xv @ p["att.value.weight"].T
    decay = p["att.w0"].reshape(-1) + np.tanh(xw @ p["att.w1"]) @ p["att.w2"]
    w = np.exp(-np.exp(x.dtype.type(-0.5)) * sigmoid(decay))
    a = sigmoid(p["att.a0"].reshape(-1) + xa @ p["att.a1"] @ p["att.a2"])
    g = sigmoid(xg @ p["att.g1"]) @ p["att.g2"]
    if first_value is not None:
        v = v + (first_value - v) * sigmoid(p["att.v0"].reshape(-1) + xv @ p["att.v1"] @ p["att.v2"])

    removal = (k * p["att.k_k"].reshape(-1)).reshape(count, heads, size)
    removal = removal / np.maximum(np.sqrt((removal * removal).sum(-1, keepdims=True)), x.dtype.type(1e-12))
    k = k * (1 + (a - 1) * p["att.k_a"].reshape(-1))

    by_head = [rows.reshape(count, heads, size) for rows in (r, w, k, v, a)]
    y = np.empty((count, heads, size), x.dtype)
    for t in range(count):
        rt, wt, kt, vt, at = (rows[t] for rows in by_head)
        removed = np.einsum("hij,hj->hi", state, removal[t])
        state = state * wt[:, None] - removed[:, :, None] * (removal[t] * at)[:, None] + vt[:, :, None] * kt[:, None]
        y[t] = np.einsum("hij,hj->hi", state, rt)

    y = normed(y, HEAD_NORM_EPSILON).reshape(count, width) * p["att.ln_x.weight"] + p["att.ln_x.bias"]
    rh, _, kh, vh, _ = by_head
    y = y + ((rh * kh * p["att.r_k"]).sum(-1, keepdims=True) * vh).reshape(count, width)
    return (y * g) @ p["att.output.weight"].T, v, (x[-1], state)


def channel_mix(x, p, before=None, matrices=None):
    """The output, and the row that stands before the next; `matrices` [T, R, R] are those of RWKV-7a's DeepEmbed."""
    xk = x + from_the_past(x, before if before is not None else np.zeros_like(x[0])) * p["ffn.x_k"].reshape(-1)
    k = np.maximum(xk @ p["ffn.key.weight"].T, 0) ** 2
    if matrices is not None:
        k = k * (np.einsum("ti,tij->tj", x @ p["ffn.s1"], matrices) @ p["ffn.s2"] + p["ffn.s0"].reshape(-1))
    return k @ p["ffn.value.weight"].T, x[-1]
