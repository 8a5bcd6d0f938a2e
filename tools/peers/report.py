"""Gathers measurements.

usage: report.py line PROGRAM WORKLOAD     a program's JSON on standard input, a line of JSON in one form out
       report.py page SHAPE FOLDER         the report in Markdown, of the results that run.sh left in a folder
"""

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

OURS = "rwkv-eval"
DOCS, EQUAL = "docs", "512"
PACKAGE, F32, F16 = "rwkv ", "llama.cpp F32", "llama.cpp F16"
COLUMNS = ("docs", "tokens", "seconds", "tokens_per_s", "docs_per_s")


def line(program, workload):
    """One measurement of rwkv-bench, llama-bench or measure.py."""
    found = json.load(sys.stdin)
    name = {"program": program, "workload": workload}
    if isinstance(found, list):
        return name | {"version": "llama-bench", "tokens": found[0]["n_prompt"], "tokens_per_s": found[0]["avg_ts"]}
    if "shapes" in found:
        return name | {"version": found["blas"]} | {key: found["shapes"][0][key] for key in COLUMNS}
    return name | {"version": found["version"]} | {key: found[key] for key in COLUMNS}


class Rounds:
    """All rounds of a workload: measurements by program."""

    def __init__(self, lines, workload):
        self.programs = {}
        for entry in lines:
            if entry["workload"] == workload:
                self.programs.setdefault(entry["program"], []).append(entry)
        counts = {program: len(entries) for program, entries in self.programs.items()}
        if OURS not in counts or len(set(counts.values())) != 1:
            sys.exit(f"workload {workload}: rounds by program are {counts}, expected the same number. Run tools/peers/run.sh to its end.")
        self.count = counts[OURS]

    def values(self, program, key="tokens_per_s"):
        return [entry[key] for entry in self.programs[program]]

    def ratio(self, program, key="tokens_per_s"):
        """How many times faster than a program ours is: the median of the rounds' ratios."""
        return median(mine / theirs for mine, theirs in zip(self.values(OURS, key), self.values(program, key), strict=True))

    def family(self, prefix):
        """The programs of a family, the one that computes most tokens a second first."""
        names = [name for name in self.programs if name.startswith(prefix)]
        return sorted(names, key=lambda name: median(self.values(name)), reverse=True)

    def claim(self, prefix, what):
        """A sentence of the summary: the ratio to the fastest program of a family, then those to the others."""
        fastest, *others = self.family(prefix)
        rest = "".join(f"; `{name}`: {self.ratio(name):.2f} times" for name in others)
        return f"* **{self.ratio(fastest):.2f} times** the {what} (`{fastest}`, its fastest variant{rest})."


def nats(difference):
    return f"{difference:.1e}".replace("e-0", "e-")


def table(header, alignment, rows):
    yield "| " + " | ".join(header) + " |"
    yield "|" + "|".join(alignment) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def summary(shape, docs, equal, agreement, bench):
    exact = max(entry["largest_difference"] for entry in agreement if "32" in entry["program"])
    peaks = ", ".join(f"{entry['shape']} {100 * entry['ratio']:.0f} %" for entry in bench["shapes"])
    yield f"On the shape {shape}, threads: {bench['threads']}, medians of {docs.count} rounds:\n"
    yield docs.claim(PACKAGE, f"tokens/s of the PyPI package `rwkv` on the same {docs.values(OURS, 'docs')[0]} MMLU prompts")
    for weights, prefix in ("F32", F32), ("F16", F16):
        yield equal.claim(prefix, f"tokens/s of llama.cpp with {weights} weights on prompts of {EQUAL} tokens")
    yield f"* Share of the machine's SGEMM peak: {peaks}."
    yield f"* The peers compute the same model: with fp32 weights, log-probabilities differ by at most {nats(exact)} nats.\n"
    if docs.count < 5:
        yield f"**A trial: {docs.count} rounds are fewer than the five that a published number needs.**\n"


def comparison(rounds, title):
    yield f"## {title}\n"
    header = ["program", "docs", "tokens computed", "seconds", "tokens/s", "tokens/s, all rounds", "rwkv-eval faster by tokens/s", "by docs/s"]
    rows = []
    for program, entries in rounds.programs.items():
        whole = "docs" in entries[0]
        rows.append(
            [
                program,
                str(entries[0]["docs"]) if whole else "–",
                str(entries[0]["tokens"]) if whole else "–",
                f"{median(rounds.values(program, 'seconds')):.2f}" if whole else "–",
                f"{median(rounds.values(program)):.0f}",
                ", ".join(f"{speed:.0f}" for speed in rounds.values(program)),
                f"{rounds.ratio(program):.2f}" if program != OURS else "–",
                f"{rounds.ratio(program, 'docs_per_s'):.2f}" if whole and program != OURS else "–",
            ]
        )
    yield from table(header, ["---"] + ["---:"] * 4 + ["---"] + ["---:"] * 2, rows)


def shapes(bench):
    """The benchmark's own tables."""
    yield "## Against the SGEMM peak\n"
    yield (
        f"Peak, median of the whole run: {bench['sgemm_peak_gflops']:.1f} GFLOPS. Counted: {bench['counted']}. "
        f"Medians of {bench['shapes'][0]['repeats']} rounds, each ratio against the peaks measured before and after its round.\n"
    )
    header = ["shape", "docs", "tokens", "tokens/s", "GFLOPS", "SGEMM peak", "ratio", "executed", "peak memory, MB", "first doc, s", "CPU share"]
    rows = [
        [s["shape"], str(s["docs"]), str(s["tokens"]), f"{s['tokens_per_s']:.1f}", f"{s['gflops']:.1f}", f"{s['sgemm_peak_gflops']:.1f}"]
        + [f"{s['ratio']:.3f}", f"{s['ratio_executed']:.3f}", f"{s['peak_memory_bytes'] / 1e6:.0f}", f"{s['first_doc_s']:.2f}", f"{s['cpu_share']:.2f}"]
        for s in bench["shapes"]
    ]
    yield from table(header, ["---"] + ["---:"] * 10, rows)
    for s in bench["shapes"]:
        if s.get("readout_cost") is not None:
            yield f"{s['shape']}: ten more read-outs on the way through the program take {100 * s['readout_cost']:.1f} % longer.\n"
    phases = ["gemm", "wkv", "elementwise", "head", "weights", "tokenising", "forest", "waiting"]
    yield "Shares of wall time:\n"
    rows = [[s["shape"]] + [f"{100 * s['phases'][phase]:.1f} %" for phase in phases] for s in bench["shapes"]]
    yield from table(["shape", *phases], ["---"] + ["---:"] * len(phases), rows)
    yield f"{bench['memory']}.\n"


def same_model(agreement):
    yield "## The peers compute the same model\n"
    yield (
        f"Largest difference of a log-probability, over the whole vocabulary after {agreement[0]['prompts']} prompts (half of them MMLU prompts, half of "
        f"{EQUAL} tokens), to `rwkv-eval loglikelihood --logits`. The run stops where a difference is beyond what the precision explains.\n"
    )
    rows = [[entry["program"], nats(entry["largest_difference"])] for entry in agreement]
    yield from table(["program", "nats"], ["---", "---:"], rows)


def method(shape, threads, docs, equal):
    yield "## How it was measured\n"
    yield f"One checkpoint of random weights, shape {shape}, bf16 on disk; `.pth` and GGUF files are made from it. All programs run in turn, round by round, alone on the machine. A ratio is the median of the rounds' ratios.\n"
    yield "* **rwkv-eval**: `rwkv-bench`, from the docs' requests (four answers each) to log-likelihoods. Tokens are those computed, each shared prefix once; docs/s shows what sharing brings."
    yield "* **rwkv**: one `forward` a doc over the whole prompt, from token ids to the logits of the last position: no tokenising, no softmax, no answers. Strategies `cpu fp32` and `cpu bf16`."
    yield "* **llama.cpp, the docs**: one `llama_decode` a doc through llama-cpp-python's bindings, from token ids to the logits of the last position."
    yield f"* **llama.cpp, {EQUAL} tokens**: its own `llama-bench -p {EQUAL} -n 0`, random tokens; rwkv-eval reads MMLU prompts of {EQUAL} tokens. llama-bench reads one prompt at a time, rwkv-eval several in a batch."
    yield "* llama.cpp is built twice for the machine's own instruction set (`GGML_NATIVE`): with its own matrix products, and with OpenBLAS (`GGML_BLAS`). PyTorch multiplies with MKL.\n"
    yield "```"
    yield f"SHAPE={shape} THREADS={threads} DOCS={docs.values(OURS, 'docs')[0]} DOCS_512={equal.values(OURS, 'docs')[0]} ROUNDS={docs.count} tools/peers/run.sh"
    yield "```\n"


def instruction_sets():
    found = re.search(r"^flags\s*:(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    known = ("avx2", "fma", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_bf16")
    return ", ".join(flag for flag in known if found and flag in found[1].split())


def first_line(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]


def environment(bench, docs):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = dict.fromkeys(entries[0]["version"] for program, entries in docs.programs.items() if program != OURS)
    yield "## Machine and versions\n"
    rows = [
        ["processor", f"{bench['processor']}, {os.cpu_count()} logical processors, {memory:.0f} GiB of memory"],
        ["instruction sets", instruction_sets()],
        ["system", platform.freedesktop_os_release()["PRETTY_NAME"]],
        ["threads", str(bench["threads"])],
        ["rwkv-eval", f"{bench['blas']}; own kernels {bench['simd']}; {first_line('swift', '--version')}"],
        ["peers", f"{'; '.join(versions)}; Python {platform.python_version()}; llama.cpp built by {first_line('c++', '--version')}"],
    ]
    yield from table(["", ""], ["---", "---"], rows)


def page(shape, folder):
    def lines(name):
        return [json.loads(text) for text in Path(folder, name).read_text().splitlines()]

    measurements, agreement = lines("rounds.jsonl"), lines("agreement.jsonl")
    bench = json.loads(Path(folder, "bench.json").read_text())
    docs, equal = Rounds(measurements, DOCS), Rounds(measurements, EQUAL)
    yield "# Performance\n"
    yield "Generated by `tools/peers/run.sh`; do not edit.\n"
    yield from summary(shape, docs, equal, agreement, bench)
    yield from comparison(docs, f"{shape}, zero-shot lm_eval prompts of MMLU")
    yield from comparison(equal, f"{shape}, prompts of {EQUAL} tokens")
    yield from shapes(bench)
    yield from same_model(agreement)
    yield from method(shape, bench["threads"], docs, equal)
    yield from environment(bench, docs)


def main():
    if sys.argv[1] == "line":
        print(json.dumps(line(*sys.argv[2:])))
    else:
        print("\n".join(page(*sys.argv[2:])).rstrip())


main()
