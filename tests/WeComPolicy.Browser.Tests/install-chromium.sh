#!/usr/bin/env bash
# Puts Debian's Chromium, and fonts with Chinese characters, on a machine that has none: the tests of the HTML report open it
# in a real browser. Says in one line what it did; never fails a build by itself, since the tests say what they lack.
set -uo pipefail

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    echo "chromium: $(command -v "$name") is here"
    exit 0
  fi
done

if ! command -v apt-get >/dev/null 2>&1; then
  echo "chromium: absent, and this is no Debian; install Chromium or Chrome, or set CHROMIUM to its path"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "chromium: absent, and installing it needs root; run: apt-get install chromium fonts-noto-cjk"
    exit 0
  fi
  as_root=(sudo -n)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if "${as_root[@]}" apt-get update -q >"$log" 2>&1 &&
  "${as_root[@]}" apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk >>"$log" 2>&1; then
  echo "chromium: installed $(chromium --version 2>/dev/null | head -n 1)"
else
  echo "chromium: could not be installed; the end of what apt-get said:"
  tail -n 5 "$log"
fi
exit 0
