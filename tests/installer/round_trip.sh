#!/usr/bin/env bash
# Installs into a home of its own, uses what was installed as the README says, and removes it again; each twice.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
HOME=$(mktemp -d)
export HOME
unset XDG_CONFIG_HOME XDG_DATA_HOME
trap 'rm -rf "$HOME"' EXIT
mkdir -p "$HOME/.config/chromium" "$HOME/.mozilla/firefox"
feedwitness=$HOME/.local/bin/feedwitness

for round in first second; do
  echo "-- the $round time"
  "$root/installer/install.sh" --no-deps | tee "$HOME/install.log"
  grep -q 'Quillhaven' "$HOME/install.log"
  test -f "$HOME/.config/chromium/NativeMessagingHosts/org.feedwitness.host.json"
  test -f "$HOME/.mozilla/native-messaging-hosts/org.feedwitness.host.json"
  test ! -e "$HOME/.local/share/feedwitness"
done

"$feedwitness" replay "$root/installer/sample-timeline.html"
"$feedwitness" summary 20-0
"$feedwitness" csv 1000-0 > "$HOME/out.csv"
grep -q 'Quillhaven' "$HOME/out.csv"
"$feedwitness" get personal/me/daily/1-0 | grep -q '"npost":6'
test -x "$HOME/.local/libexec/feedwitness-server"
test -x "$HOME/.local/libexec/feedwitness-push"

for round in first second; do
  echo "-- uninstall, the $round time"
  "$root/installer/uninstall.sh" < /dev/null
  test ! -e "$feedwitness"
  test ! -e "$HOME/.local/libexec/feedwitness-server"
  test ! -e "$HOME/.local/libexec/feedwitness-push"
  test ! -e "$HOME/.mozilla/native-messaging-hosts"
  test -f "$HOME/.local/share/feedwitness/feedwitness.db"
done

"$root/installer/install.sh" --no-deps > /dev/null
"$root/installer/uninstall.sh" --delete-data
test ! -e "$HOME/.local/share/feedwitness"
test ! -e "$HOME/.config/feedwitness"
