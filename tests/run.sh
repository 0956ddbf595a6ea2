#!/usr/bin/env bash
# Every test there is. Ends with 'N passed, N failed', and fails when N of the second is not 0.
#
#   tests/run.sh [STEP...]     steps: packages format shell arrows unit process install extension
#                              feed browser corpus fuzz tidy
#
#   FEEDWITNESS_FUZZ_SECONDS   how long each fuzzer runs; 60
#   FEEDWITNESS_SHARED         the folder with the corpus of captured pages, which is no part of the project; ../shared
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
readonly root=$PWD
readonly shared=${FEEDWITNESS_SHARED:-$root/../shared}
readonly fuzz_seconds=${FEEDWITNESS_FUZZ_SECONDS:-60}
readonly clang_format=clang-format-14  # another version formats otherwise
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

passed=0
failed=0

if command -v ccache > /dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1  # so that tidy finds what dev has compiled
fi

# count PASSED FAILED
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# check NAME COMMAND...: one check, whose output is shown when it fails.
check() {
  local name=$1 log=$logs/${1//[^a-z0-9]/-} begin=$SECONDS
  shift
  if "$@" > "$log" 2>&1; then
    count 1 0
    printf 'ok      %s, %d s\n' "$name" $((SECONDS - begin))
  else
    count 0 1
    printf 'FAILED  %s, %d s\n' "$name" $((SECONDS - begin))
    grep -E 'error:|warning:|ERROR|FAILED' "$log" | head -n 40 || true
    tail -n 40 "$log"
    return 1
  fi
}

# A doctest program: as many checks as it has test cases.
doctest() {
  local program=$1 log begin=$SECONDS numbers
  log=$logs/$(basename "$program")
  "$program" > "$log" 2>&1
  local status=$?
  numbers=$(sed -nE 's/.*test cases: *([0-9]+) *\| *([0-9]+) passed *\| *([0-9]+) failed.*/\2 \3/p' "$log" | tail -n 1)
  if [ -z "$numbers" ] || { [ $status -ne 0 ] && [ "${numbers#* }" = 0 ]; }; then
    numbers="0 1"  # it crashed before it could count
  fi
  # shellcheck disable=SC2086
  count $numbers
  if [ $status -eq 0 ]; then
    printf 'ok      %s: %s passed, %d s\n' "$(basename "$program")" "${numbers% *}" $((SECONDS - begin))
  else
    printf 'FAILED  %s: %s failed, %d s\n' "$(basename "$program")" "${numbers#* }" $((SECONDS - begin))
    tail -n 80 "$log"
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

step_packages() {
  command -v apt-get > /dev/null || return 0
  local missing=() package
  for package in ca-certificates ccache clang clang-format-14 clang-tidy cmake csvkit curl doctest-dev g++ libboost-json1.81-dev \
    libclang-rt-14-dev libcld2-dev libcli11-dev libcpp-httplib-dev libfmt-dev libgumbo-dev libhowardhinnant-date-dev \
    libpugixml-dev libsodium-dev libspdlog-dev libsqlite3-dev libssl-dev libutf8proc-dev libxml2-utils libzstd-dev ninja-build pkgconf \
    python3 shellcheck sqlite3 tzdata zlib1g-dev \
    chromium firefox-esr openssl; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' $package 2> /dev/null)" = installed ] || missing+=("$package")
  done
  # Elsewhere they come in one package, which is no worse.
  for package in node npm; do command -v $package > /dev/null || missing+=("${package/%node/nodejs}"); done
  [ ${#missing[@]} = 0 ] && return
  echo "installing ${missing[*]}"
  check "packages" as_root sh -c "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy \
    --no-install-recommends ${missing[*]}"
}

sources() { git ls-files -- '*.cpp' '*.h'; }

step_format() {
  # shellcheck disable=SC2046
  check "every source is formatted" "$clang_format" --dry-run --Werror $(sources)
}

step_shell() {
  # shellcheck disable=SC2046
  check "every script is clean" shellcheck .ci/run $(git ls-files -- '*.sh')
}

# A room that includes what it may not know must stop the build.
forbidden_arrow_stops() (  # a shell of its own: it goes to another folder
  copy=$logs/arrows
  mkdir "$copy" && git ls-files -z | xargs -0 cp --parents -t "$copy" && cd "$copy" || exit 1
  echo '#include "store/store.h"' > parser/forbidden.h
  ! cmake --preset dev > arrows.log 2>&1 && grep -q 'parser may not know store' arrows.log
)

step_arrows() { check "an arrow that is not drawn stops the build" forbidden_arrow_stops; }

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  check "build $preset" sh -c "cmake --preset $preset && cmake --build --preset $preset ${*:+--target $*}"
}

# host_test, cli_test and push_test test the built programs, and are run by the next step.
step_unit() {
  local rooms=(base parser new_language identity store intake views server manifest) room
  build asan "${rooms[@]/%/_test}" || return
  for room in "${rooms[@]}"; do doctest "build/asan/tests/${room}_test"; done
}

step_process() {
  local rooms=(host cli push) room
  build dev "${rooms[@]/%/_test}" || return
  for room in "${rooms[@]}"; do doctest "build/dev/tests/${room}_test"; done
}

step_install() { check "install, install again, uninstall, uninstall again" tests/installer/round_trip.sh; }

# What `npm ci` installs, once for all steps of a run.
node_modules() {
  [ -f "$logs/node-modules" ] || check "npm ci" npm ci --no-audit --no-fund --ignore-scripts || return
  touch "$logs/node-modules"
}

# What failed of node's own tests, and how many.
node_test() {
  node --test --test-reporter=tap "$@" | awk '/^not ok/ { shown = 1 } /^ok/ { shown = 0 } shown
    /^# pass / { passed = $3 } /^# fail / { failed = $3 } END { print passed " passed, " failed " failed" }'
}

step_extension() {
  node_modules || return
  check "the extension is clean for eslint and web-ext" npm run --silent lint
  check "the extension's types hold, and its words are those of the parser" npm run --silent check
  counted node_test tests/extension/*.test.mjs
  check "the extension is packed for both browsers" npm run --silent build
}

# The feed in a reader that is not ours.
step_feed() {
  node_modules || return
  build dev feedwitness || return
  counted node_test tests/feed/*.test.mjs
}

step_browser() {
  node_modules || return
  build dev feedwitness feedwitness-host || return
  counted node tests/e2e/run.mjs
}

step_corpus() {
  if [ ! -d "$shared/corpus" ]; then
    echo "skipped corpus: there is no $shared/corpus"
    return
  fi
  build release || return
  counted python3 tests/corpus/corpus.py build/release/cli/feedwitness "$shared/corpus"
  counted python3 tests/corpus/accuracy.py build/release/cli/feedwitness "$shared/corpus"
}

# A program whose last line is 'N passed, N failed'.
counted() {
  local log=$logs/counted numbers
  "$@" > "$log" 2>&1
  grep -v '^ok' "$log"
  numbers=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log")
  # shellcheck disable=SC2086
  count ${numbers:-0 1}
}

# A fuzzer starts from its seeds and from what ever broke it; what it finds is not kept.
fuzz() {
  local name=$1 subject=${1%_fuzz} inputs=() folder
  for folder in tests/fuzz/seeds/"$subject" tests/fuzz/found/"$subject"; do
    if [ -d "$folder" ]; then inputs+=("$folder"); fi
  done
  if [ -f "tests/fuzz/$subject.dict" ]; then inputs+=("-dict=tests/fuzz/$subject.dict"); fi
  mkdir -p "$logs/fuzz/$name"
  build/fuzz/tests/fuzz/"$name" -max_total_time="$fuzz_seconds" -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix=build/fuzz/ "$logs/fuzz/$name" "${inputs[@]}" > "$logs/$name.log" 2>&1
  echo $? > "$logs/$name.status"
}

# What a fuzzer that ran beside others left behind.
fuzzed() {
  cat "$logs/$1.log"
  return "$(cat "$logs/$1.status")"
}

# As many fuzzers at a time as there are processors.
step_fuzz() {
  build fuzz || return
  local names=() name
  for name in build/fuzz/tests/fuzz/*_fuzz; do names+=("$(basename "$name")"); done
  for name in "${names[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    fuzz "$name" &
  done
  wait
  for name in "${names[@]}"; do check "$name for $fuzz_seconds s" fuzzed "$name"; done
}

step_tidy() { build tidy; }

readonly all=(packages format shell arrows unit process install extension feed browser corpus fuzz tidy)
for step in "${@:-${all[@]}}"; do
  begin=$SECONDS
  echo "== $step"
  "step_$step"
  echo "   $step took $((SECONDS - begin)) s"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
