#!/bin/sh
# Installs the peers into $1: a virtual environment, and llama.cpp twice, with its own matrix products and with OpenBLAS.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1
llama_cpp_python=0.3.36
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then python3 -m venv "$work/venv"; fi
pip() { "$work/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install --requirement "$here/requirements.txt"

if [ ! -d "$work/source/vendor/llama.cpp" ]; then
  pip download --no-deps --no-binary llama-cpp-python --dest "$work/sdist" "llama-cpp-python==$llama_cpp_python"
  mkdir -p "$work/source"
  tar xzf "$work/sdist/llama_cpp_python-$llama_cpp_python.tar.gz" -C "$work/source" --strip-components=1
fi
PATH="$work/venv/bin:$PATH"
build() {
  folder=$1
  shift
  cmake -S "$work/source/vendor/llama.cpp" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON \
    -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_EXAMPLES=OFF "$@" >"$folder.log"
  cmake --build "$folder" --target llama llama-bench >>"$folder.log"
}
build "$work/llama"
build "$work/llama-openblas" -DGGML_BLAS=ON -DGGML_BLAS_VENDOR=OpenBLAS
