#!/usr/bin/env bash
# Every benchmark as ratios measured in one run: ./bench/run.sh [--rows N]   (default a million rows in the store)
# Needs: the packages that installer/install.sh installs, sqlite3, Node.js with npm. Takes about ten minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

for program in cmake node npm sqlite3; do
  command -v "$program" >/dev/null || { echo "bench/run.sh needs $program" >&2; exit 2; }
done
cmake --preset bench >/dev/null
cmake --build --preset bench
npm install --prefix bench --no-package-lock --no-audit --no-fund --silent
node bench/run.mjs "$@"
exec node bench/calls.mjs "$@"
