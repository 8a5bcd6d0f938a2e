#!/bin/sh
# Opens HTML reports in Chromium: run.sh check FILE.html…, or run.sh screenshots FILE.html FOLDER. See README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.build/browser/venv

if [ -z "${CHROMIUM:-}" ]; then
  CHROMIUM=/usr/bin/chromium
  [ -x "$CHROMIUM" ] || "$root/tools/install-packages" chromium
fi
if ! "$venv/bin/python" -c 'import axe_playwright_python, playwright' 2>/dev/null; then
  echo "installing Playwright and axe-core into $venv (half a minute, 150 MB)" >&2
  python3 -c 'import ensurepip' 2>/dev/null || "$root/tools/install-packages" python3-venv
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
export CHROMIUM PYTHONDONTWRITEBYTECODE=1
exec "$venv/bin/python" "$here" "$@"
