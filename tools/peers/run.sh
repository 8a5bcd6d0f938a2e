#!/bin/bash
# Measures rwkv-bench and its peers in turn and writes reports/performance.md. See README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-$root/.build/peers}
shape=${SHAPE:-0.1B}
docs=${DOCS:-200}
docs_512=${DOCS_512:-$(((docs + 3) / 4))}
rounds=${ROUNDS:-5}
threads=${THREADS:-$(nproc)}
bench_shapes=${BENCH_SHAPES:-0.1B,0.4B,1.5B,L400-D1024,bundled}
report=${REPORT:-$root/reports/performance.md}

say() { echo "peers: $*" >&2; }
models="$work/models"
results="$work/results/$shape"
mkdir -p "$models" "$results"
say "installing"
"$here/install.sh" "$work"
export PYTHONPATH="$work/source"
python() { "$work/venv/bin/python" -W ignore::FutureWarning "$@"; }
swift build --package-path "$root" -c release --product rwkv-bench >&2
swift build --package-path "$root" -c release --product rwkv-eval >&2
bin=$(swift build --package-path "$root" -c release --show-bin-path)

declare -A prompts=([docs]="$models/$shape-docs.jsonl" [512]="$models/$shape-512.jsonl")
declare -A bench_options=([docs]="--docs $docs" [512]="--docs $docs_512 --context-tokens 512")
# Program, engine, model.
engines=(
  "rwkv fp32|rwkv-fp32|$models/$shape.pth"
  "rwkv bf16|rwkv-bf16|$models/$shape.pth"
  "llama.cpp F32|$work/llama|$models/$shape-f32.gguf"
  "llama.cpp F32 OpenBLAS|$work/llama-openblas|$models/$shape-f32.gguf"
  "llama.cpp F16|$work/llama|$models/$shape-f16.gguf"
  "llama.cpp F16 OpenBLAS|$work/llama-openblas|$models/$shape-f16.gguf"
)

bench() { "$bin/rwkv-bench" --threads "$threads" --checkpoints "$models" "$@"; }

# The checkpoint for everybody, and the prompts as token ids.
prepare() {
  if [ ! -e "$models/$shape.safetensors" ]; then bench --shapes "$shape" --docs 1 --repeats 1 >/dev/null; fi
  for target in "$shape.pth" "$shape-f32.gguf" "$shape-f16.gguf"; do
    if [ ! -e "$models/$target" ]; then python "$here/checkpoint.py" "$models/$shape.safetensors" "$models/$target"; fi
  done
  for workload in docs 512; do
    # shellcheck disable=SC2086
    bench --shapes "$shape" ${bench_options[$workload]} --print-prompts >"${prompts[$workload]}"
  done
}

# Every peer must compute the model that rwkv-eval computes.
agree() {
  head -q -n 2 "${prompts[@]}" >"$results/prompts.jsonl"
  python "$here/agreement.py" requests "$results/prompts.jsonl" |
    "$bin/rwkv-eval" loglikelihood --model "$models/$shape.safetensors" --threads "$threads" --logits --requests - >"$results/answers.jsonl"
  : >"$results/agreement.jsonl"
  for entry in "${engines[@]}"; do
    IFS='|' read -r program engine model <<<"$entry"
    say "$program: the same model?"
    python "$here/agreement.py" check "$program" "$engine" "$model" "$results/prompts.jsonl" "$results/answers.jsonl" "$threads" |
      tee -a "$results/agreement.jsonl" >&2
  done
}

# One round of all programs.
measure() {
  for workload in docs 512; do
    # shellcheck disable=SC2086
    bench --shapes "$shape" --repeats 1 ${bench_options[$workload]} --json | line rwkv-eval "$workload"
    for entry in "${engines[@]}"; do
      IFS='|' read -r program engine model <<<"$entry"
      if [ "$workload" = docs ]; then
        say "$program, docs"
        python "$here/measure.py" "$program" "$engine" "$model" "${prompts[docs]}" "$threads" | line "$program" docs
      elif [ -x "$engine/bin/llama-bench" ]; then
        say "$program, 512 tokens"
        "$engine/bin/llama-bench" --model "$model" -p 512 -n 0 --threads "$threads" -r 3 -o json 2>"$results/llama-bench.log" |
          line "$program" 512
      fi
    done
  done
}
line() { python "$here/report.py" line "$@" >>"$results/rounds.jsonl"; }

prepare
agree
: >"$results/rounds.jsonl"
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  measure
done
bench --shapes "$bench_shapes" --repeats "$rounds" --json >"$results/bench.json"
mkdir -p "$(dirname "$report")"
python "$here/report.py" page "$shape" "$results" >"$results/performance.md"
cat "$results/performance.md" >"$report"
say "wrote $report"
