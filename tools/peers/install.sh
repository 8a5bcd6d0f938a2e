#!/bin/sh
# Installs the peers into $1: a virtual environment and a build of llama.cpp.
set -eu
work=$1
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then python3 -m venv "$work/venv"; fi
pip="$work/venv/bin/pip"
# PyPI's torch for x86-64 brings CUDA libraries with it; the CPU back end in it is the same as in the CPU-only wheel.
"$pip" install --quiet torch rwkv numpy gguf cmake ninja
if [ ! -x "$work/llama/bin/llama-bench" ]; then
  "$pip" download --quiet --no-deps --no-binary llama-cpp-python --dest "$work/sdist" llama-cpp-python
  mkdir -p "$work/source"
  tar xzf "$work"/sdist/llama_cpp_python-*.tar.gz -C "$work/source" --strip-components=1
  PATH="$work/venv/bin:$PATH"
  cmake -S "$work/source/vendor/llama.cpp" -B "$work/llama" -G Ninja -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON \
    -DLLAMA_CURL=OFF -DBUILD_SHARED_LIBS=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_EXAMPLES=OFF
  cmake --build "$work/llama" --target llama-bench
fi
