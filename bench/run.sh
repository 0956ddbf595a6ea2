#!/usr/bin/env bash
# Every benchmark as ratios measured in one run: ./bench/run.sh [--rows N]   (default a million rows in the store)
# Needs: the packages that installer/install.sh installs, chromium, openssl, sqlite3, Node.js with npm. Takes about ten minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

for program in chromium cmake node npm openssl sqlite3; do
  command -v "$program" >/dev/null || { echo "bench/run.sh needs $program" >&2; exit 2; }
done
cmake --preset bench >/dev/null
cmake --build --preset bench
npm install --prefix bench --no-package-lock --no-audit --no-fund --silent
npm ci --no-audit --no-fund --silent --ignore-scripts
node bench/run.mjs "$@"
node bench/calls.mjs "$@"
node bench/graph.mjs "$@"
node bench/duckdb.mjs "$@"
FEEDWITNESS_BUILD=build/bench exec node bench/page_cost.mjs
