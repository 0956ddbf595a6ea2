#!/usr/bin/env bash
# Removes feedwitness. What it collected goes only when you say so. May be run again at any time.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: installer/uninstall.sh [--prefix DIR | --system] [--keep-data | --delete-data]

Takes the host out of every browser and removes the programs. Asks whether to erase what was collected, unless told:

  --prefix DIR   where it was installed; without it ~/.local
  --system       it was installed with --system (as root)
  --keep-data    leave what was collected
  --delete-data  erase it, and print the receipt
TEXT
}

prefix=${HOME:?HOME is not set}/.local
data=ask

while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || { usage >&2; exit 2; }
      prefix=$2
      shift
      ;;
    --system) prefix=/usr/local ;;
    --keep-data) data=keep ;;
    --delete-data) data=delete ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      echo "uninstall.sh: there is no option '$1'; see --help" >&2
      exit 2
      ;;
  esac
  shift
done

feedwitness=$prefix/bin/feedwitness
config_dir=${XDG_CONFIG_HOME:-$HOME/.config}/feedwitness
data_dir=${XDG_DATA_HOME:-$HOME/.local/share}/feedwitness

if [ -d "$data_dir" ] && [ $data = ask ]; then
  if [ -t 0 ]; then
    read -r -p "Erase what was collected in $data_dir, too? [y/N] " answer
    case $answer in
      [yY]*) data=delete ;;
    esac
  else
    echo "what was collected stays in $data_dir; --delete-data erases it"
  fi
fi

if [ -x "$feedwitness" ]; then
  "$feedwitness" uninstall-host
  if [ $data = delete ] && [ -d "$data_dir" ]; then
    "$feedwitness" delete-my-data --yes
  fi
else
  echo "there is no feedwitness in $prefix"
fi

for file in "$feedwitness" "$prefix/libexec/feedwitness-host" "$prefix/libexec/feedwitness-server" \
  "$prefix/libexec/feedwitness-push" "$config_dir/config.json"; do
  [ -e "$file" ] || continue
  rm -f "$file"
  echo "removed $file"
done
if [ -d "$config_dir" ]; then
  rmdir --ignore-fail-on-non-empty "$config_dir"
fi
if [ $data = delete ] && [ -d "$data_dir" ]; then
  rm -rf "$data_dir"
  echo "removed $data_dir"
fi
