#!/bin/sh
# Makes reports/3222.md with the tool itself: what a looped model, the same with a broken graph or number format, and a model
# that reads nothing score on MMLU, and how each is told. Real questions if ../shared has them, else the bundled ones.
#
# DOCS: questions a subject for the models that compute (default 2: the published graph shares no prefixes).
set -eu
cd "$(dirname "$0")/../.."
tool=.build/release/rwkv-eval
work=.build/case-study
runs=$work/runs
docs=${DOCS:-2}
if [ -e ../shared/data/mmlu.tar.xz ]; then
  data=../shared/data/mmlu.tar.xz
  vocabulary=../shared/data/rwkv_vocab_v20230424.txt
  sample=high_school_*
else
  data=models/demo/data
  vocabulary=models/demo/vocab.txt
  sample=*
fi
rm -rf "$runs"
mkdir -p "$runs"
python3 tools/case-study/checkpoint.py "$work/random.safetensors"

# A run as a folder; INVALID, exit code 3, is what some of them are about.
run() {
  name=$1
  shift
  "$tool" mmlu --data "$data" --output "$runs/$name" --format csv "$@" >/dev/null || [ $? -eq 3 ]
}

looped() {
  name=$1
  graph=$2
  shift 2
  run "$name" --model "$work/random.safetensors" --tokenizer "$vocabulary" --groups 8 --depth-program "$graph" "$@"
}

for prompt in recommended lm_eval; do
  run "constant-$prompt" --model constant:A --prompt "$prompt"
  looped "train-$prompt" rwkv-dr-train --loops 400 --limit "$docs" --prompt "$prompt"
  looped "published-$prompt" rwkv-dr-published --loops 400 --limit "$docs" --prompt "$prompt"
  looped "fp16-$prompt" rwkv-dr-published --loops 400 --limit "$docs" --prompt "$prompt" --precision fp16
done
# Some of them at several depths, for a look at where each number format gives out.
for precision in fp32 fp16 bf16; do
  looped "depths-$precision" rwkv-dr-published --loops 80,120,160,200,400 --curve prefix --limit 1 --subjects "$sample" \
    --precision "$precision"
done
for precision in fp16 bf16; do
  "$tool" depth precision "$runs/depths-fp32" "$runs/depths-$precision" --format json \
    >"$runs/$precision.json" || [ $? -eq 3 ]
done
for graph in rwkv-dr-train rwkv-dr-published; do
  "$tool" model check "$work/random.safetensors" --loops 400 --groups 8 --depth-program "$graph" >"$runs/$graph.txt" ||
    [ $? -eq 3 ]
done
python3 tools/case-study/report.py "$tool" "$runs" >"$work/3222.md"
mv "$work/3222.md" reports/3222.md
