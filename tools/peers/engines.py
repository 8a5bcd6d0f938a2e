"""The peers, opened as functions from token ids to the logits of the last position."""

import contextlib
import io
import json
import os
from importlib.metadata import version
from pathlib import Path

import numpy as np


def open_engine(engine, model, threads):
    """A function from token ids to logits (fp32, a row over the vocabulary), and what it is, in words.

    engine: rwkv-fp32, rwkv-bf16, or the folder of a build of llama.cpp.
    """
    if engine.startswith("rwkv-"):
        return open_rwkv(model, threads, engine.removeprefix("rwkv-"))
    return open_llama(model, threads, engine)


def read_prompts(path):
    """Token ids of each prompt that rwkv-bench --print-prompts wrote."""
    with open(path) as file:
        prompts = [json.loads(line)["tokens"] for line in file]
    if not prompts:
        raise SystemExit(f"{path}: no prompts. Remove the file and run tools/peers/run.sh again.")
    return prompts


def open_rwkv(model, threads, precision):
    os.environ |= {"RWKV_V7_ON": "1", "RWKV_JIT_ON": "1", "RWKV_CUDA_ON": "0"}
    import torch

    torch.set_num_threads(threads)
    with contextlib.redirect_stdout(io.StringIO()):
        from rwkv.model import RWKV

        network = RWKV(model=model.removesuffix(".pth"), strategy=f"cpu {precision}")

    def logits(tokens):
        return network.forward(tokens, None)[0].float().numpy()

    return logits, f"rwkv {version('rwkv')}, torch {torch.__version__}"


def open_llama(model, threads, build):
    os.environ["LLAMA_CPP_LIB_PATH"] = str(Path(build, "bin"))
    import llama_cpp as llama

    information = llama.llama_print_system_info().decode().strip()
    if " avx512f " in Path("/proc/cpuinfo").read_text() and "AVX512 = 1" not in information:
        raise SystemExit(f"{build}: built without AVX-512 ({information}). Remove the folder and run tools/peers/run.sh again.")
    silence = llama.llama_log_callback(lambda level, text, data: None)
    llama.llama_log_set(silence, None)
    llama.llama_backend_init()
    network = llama.llama_model_load_from_file(model.encode(), llama.llama_model_default_params())
    if not network:
        raise SystemExit(f"{model}: llama.cpp cannot load it. Remove the file and run tools/peers/run.sh again.")
    parameters = llama.llama_context_default_params()
    parameters.n_ctx = parameters.n_batch = 4096
    parameters.n_threads = parameters.n_threads_batch = threads
    context = llama.llama_init_from_model(network, parameters)
    vocabulary = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(network))

    def logits(tokens, _alive=silence):
        llama.llama_memory_clear(llama.llama_get_memory(context), True)
        # The batch only points to the ids.
        ids = (llama.llama_token * len(tokens))(*tokens)
        if (code := llama.llama_decode(context, llama.llama_batch_get_one(ids, len(tokens)))) != 0:
            raise SystemExit(f"{model}: llama_decode of {len(tokens)} tokens failed with {code}.")
        return np.ctypeslib.as_array(llama.llama_get_logits_ith(context, -1), shape=(vocabulary,)).copy()

    return logits, f"llama.cpp of llama-cpp-python {llama.__version__}"
