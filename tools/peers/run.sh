#!/bin/sh
# Measures rwkv-bench and its peers in turn and writes reports/performance.md. See README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-$root/.build/peers}
shape=${SHAPE:-0.1B}
docs=${DOCS:-200}
rounds=${ROUNDS:-5}
threads=${THREADS:-$(nproc)}
bench_shapes=${BENCH_SHAPES:-0.1B,0.4B,1.5B,L400-D1024,bundled}

mkdir -p "$work/models" "$work/results"
"$here/install.sh" "$work"
swift build --package-path "$root" -c release --product rwkv-bench >&2
bench=$(swift build --package-path "$root" -c release --show-bin-path)/rwkv-bench
python="$work/venv/bin/python"
results="$work/results/$shape.jsonl"
prompts="$work/models/$shape-prompts.jsonl"
source="$work/models/$shape.safetensors"
one() { "$bench" --shapes "$shape" --docs "$docs" --repeats 1 --threads "$threads" --checkpoints "$work/models" --json; }

"$bench" --shapes "$shape" --docs "$docs" --print-prompts >"$prompts"
if [ ! -e "$source" ]; then "$bench" --shapes "$shape" --docs 1 --repeats 1 --checkpoints "$work/models" >/dev/null; fi
for kind in pth f32 f16; do
  target="$work/models/$shape-$kind"
  case $kind in pth) target=$target.pth ;; *) target=$target.gguf ;; esac
  if [ ! -e "$target" ]; then "$python" "$here/checkpoint.py" "$source" "$kind" "$target"; fi
done

: >"$results"
round=1
while [ "$round" -le "$rounds" ]; do
  echo "round $round of $rounds" >&2
  one | "$python" "$here/report.py" line rwkv-bench >>"$results"
  for precision in fp32 bf16; do
    "$python" "$here/measure_rwkv.py" "$work/models/$shape-pth.pth" "$prompts" "$threads" "$precision" >>"$results"
  done
  for kind in f32 f16; do
    "$work/llama/bin/llama-bench" -m "$work/models/$shape-$kind.gguf" -p 512 -n 0 -t "$threads" -r 3 -o json 2>/dev/null |
      "$python" "$here/report.py" line "llama.cpp $kind" >>"$results"
  done
  round=$((round + 1))
done
"$bench" --shapes "$bench_shapes" --repeats "$rounds" --threads "$threads" --checkpoints "$work/models" --json >"$work/results/bench.json"
mkdir -p "$root/reports"
"$python" "$here/report.py" page "$shape" "$results" "$work/results/bench.json" >"$root/reports/performance.md"
