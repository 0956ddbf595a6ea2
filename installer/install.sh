#!/usr/bin/env bash
# Installs feedwitness on Debian or Ubuntu, asks nothing, and may be run again at any time.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: installer/install.sh [--prefix DIR | --system] [--no-deps]

Installs what is missing of the distribution's packages, builds feedwitness, installs it, lets every browser found start
the host, checks all of it, and shows the main job once, on an invented timeline and in a throw-away store.

  --prefix DIR  where to install; without it ~/.local
  --system      for every user of the machine: into /usr/local (as root)
  --no-deps     install no packages
TEXT
}

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
prefix=${HOME:?HOME is not set}/.local
system=false
packages=true

while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || { usage >&2; exit 2; }
      prefix=$2
      shift
      ;;
    --system)
      system=true
      prefix=/usr/local
      ;;
    --no-deps) packages=false ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      echo "install.sh: there is no option '$1'; see --help" >&2
      exit 2
      ;;
  esac
  shift
done

say() { printf '\n== %s\n' "$*"; }
fail() {
  echo "install.sh: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    fail "run this as root: $*"
  fi
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

# The newest package of a Boost library: Debian keeps the version in the name.
boost() {
  local newest
  newest=$(apt-cache pkgnames "libboost-$1" | grep -E "^libboost-$1[0-9.]+-dev$" | sort -V | tail -n 1)
  echo "${newest:-libboost-$1-dev}"
}

wanted_packages() {
  echo ca-certificates cmake g++ ninja-build pkgconf tzdata
  echo libcld2-dev libcli11-dev libcpp-httplib-dev libfmt-dev libgumbo-dev libhowardhinnant-date-dev libpugixml-dev \
    libsodium-dev libspdlog-dev libsqlite3-dev libssl-dev libutf8proc-dev libzstd-dev zlib1g-dev "$(boost json)"
}

install_packages() {
  command -v apt-get > /dev/null || fail "this is neither Debian nor Ubuntu: install the libraries by hand, then use --no-deps"
  # A fresh container has no lists; without them the newest Boost cannot be found.
  [ -n "$(apt-cache pkgnames libgumbo-dev)" ] || as_root apt-get update -q
  local missing=()
  for package in $(wanted_packages); do
    is_installed "$package" || missing+=("$package")
  done
  if [ ${#missing[@]} = 0 ]; then
    echo "nothing is missing"
    return
  fi
  echo "installing ${missing[*]}"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}")
  as_root "${install[@]}" || { as_root apt-get update -q && as_root "${install[@]}"; }
}

build() {
  cd "$source_dir"
  cmake --preset release > /dev/null || fail "the build could not be set up; the reason stands above"
  cmake --build --preset release
}

# A running host keeps the file that it was started from: each file is written beside and renamed into place.
install_files() {
  local stage
  stage=$(mktemp -d)
  cmake --install "$source_dir/build/release" --prefix "$stage" --strip > /dev/null
  (cd "$stage" && find . -type f) | while read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    install -m "$(stat -c %a "$stage/$file")" "$stage/$file" "$prefix/$file.new"
    mv -f "$prefix/$file.new" "$prefix/$file"
    echo "$prefix/${file#./}"
  done
  rm -rf "$stage"
}

register() {
  if $system; then
    "$feedwitness" install-host --system
  else
    "$feedwitness" install-host
  fi
}

show_once() {
  local data
  data=$(mktemp -d)
  trap 'rm -rf "$data"' RETURN
  echo "\$ feedwitness replay sample-timeline.html && feedwitness summary"
  XDG_DATA_HOME=$data "$feedwitness" replay --captured-at 2026-11-22T18:30:00Z "$source_dir/installer/sample-timeline.html"
  echo
  XDG_DATA_HOME=$data "$feedwitness" summary
}

if $packages; then
  say "Packages"
  install_packages
fi
say "Build"
build
say "Install"
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
feedwitness=$prefix/bin/feedwitness
install_files
say "Browsers"
register
say "Check"
"$feedwitness" doctor
say "What it does, on an invented timeline that is thrown away"
show_once

say "Done"
case ":$PATH:" in
  *":$prefix/bin:"*) echo "To start: feedwitness --help" ;;
  *) echo "To start: $feedwitness --help (or add $prefix/bin to PATH)" ;;
esac
