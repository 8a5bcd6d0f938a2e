#!/bin/sh
# Compares rwkv-eval with lm_eval; options go to compat.py. LM_EVAL_PYTHON: a Python that has lm_eval, instead of an own virtual environment.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=$here/../../.build/compat/venv

if [ -z "${LM_EVAL_PYTHON:-}" ]; then
  LM_EVAL_PYTHON=$venv/bin/python
  if ! "$LM_EVAL_PYTHON" -c 'import lm_eval' 2>/dev/null; then
    echo "installing lm_eval into $venv (about a minute, 800 MB)" >&2
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
  fi
fi
export PYTHONDONTWRITEBYTECODE=1
exec "$LM_EVAL_PYTHON" "$here/compat.py" "$@"
