#!/usr/bin/env bash
# Judges what a change brings: takes down what the base commit already has, then scans this tree and fails for what is new.
#
#   gate.sh [PATH…] [OPTION…]        what `wecom-policy scan` takes; relative paths hold in both trees
#
#   WECOM_POLICY_BASE      commit to compare with; without one every finding counts
#   WECOM_POLICY_REPORTS   folder for the reports (wecom-policy-reports)
#   WECOM_POLICY_LOG       what standard output gets: text, or github for annotations (text)
#   WECOM_POLICY_FAIL_ON_LOOSENING   true: looser rules, settings and waivers and removed tenants that the change brings fail it too,
#                          and the threshold is that of the base's project file (false)
#
# The exit code is that of the scan: 0 passes, 1 fails, 2 wrong usage or an input that cannot be used, 3 a bug of the scanner.
set -euo pipefail

base=${WECOM_POLICY_BASE:-}
reports=${WECOM_POLICY_REPORTS:-wecom-policy-reports}
log=${WECOM_POLICY_LOG:-text}
temporary=$(mktemp -d)

cleanup() {
  if [ -d "$temporary/base" ]; then
    git worktree remove --force "$temporary/base" >/dev/null 2>&1 || true
    git worktree prune >/dev/null 2>&1 || true
  fi
  rm -rf "$temporary"
}
trap cleanup EXIT

# Reports of an earlier run are no input of this one, and a link in the repository does not say where they go.
if [ -L "$reports" ]; then
  echo "wecom-policy: the folder for the reports, $reports, is a link: remove it, or name another folder with WECOM_POLICY_REPORTS." >&2
  exit 2
fi
mkdir -p "$reports"
written=(wecom-policy.json wecom-policy.sarif wecom-policy.html wecom-policy-junit.xml wecom-policy.md wecom-policy-comment.md gl-code-quality-report.json gl-sast-report.json wecom-policy-change.md)
(cd "$reports" && rm -f "${written[@]}")

# To git it would be an option.
case "$base" in -*) echo "wecom-policy: WECOM_POLICY_BASE is no commit: $base" >&2; exit 2 ;; esac

# A place that is always there, that nobody scans, and that has the same name in every run.
baseline=$(git rev-parse --git-path wecom-policy-baseline.json)
known=()

# How a scan is shown is nothing to a baseline or a comparison.
judged=()
skip=
for argument in "$@"; do
  case "$skip$argument" in
    skip*) skip= ;;
    -q | --quiet | -v | --verbose | --color=* | --max-results=*) ;;
    --color | --max-results) skip=skip ;;
    *) judged+=("$argument") ;;
  esac
done

# A branch that is new has a base of zeros.
if [ -n "${base//0/}" ]; then
  git cat-file -e "$base^{commit}" 2>/dev/null || git fetch --quiet --no-tags --depth=1 origin "$base" || true
  if git -c core.hooksPath=/dev/null worktree add --quiet --detach "$temporary/base" "$base" 2>"$temporary/error" \
    && (cd "$temporary/base" && wecom-policy baseline ${judged[@]+"${judged[@]}"} --output "$temporary/baseline.json") 2>"$temporary/error" >&2; then
    cp "$temporary/baseline.json" "$baseline"
    known=(--baseline "$baseline")
  else
    sed 's/^/  /' "$temporary/error" >&2
    echo "wecom-policy: the base $base could not be judged (see above), so every finding counts." >&2
  fi
else
  echo "wecom-policy: no base to compare with, so every finding counts." >&2
fi

code=0
wecom-policy scan "$@" ${known[@]+"${known[@]}"} \
  --format "$log" \
  --format json --output "$reports/wecom-policy.json" \
  --format sarif --output "$reports/wecom-policy.sarif" --max-results 5000 \
  --format html --output "$reports/wecom-policy.html" \
  --format junit --output "$reports/wecom-policy-junit.xml" \
  --format markdown --output "$reports/wecom-policy.md" \
  --format markdown-comment --output "$reports/wecom-policy-comment.md" \
  --format gitlab --output "$reports/gl-code-quality-report.json" \
  --format gitlab-sast --output "$reports/gl-sast-report.json" || code=$?

# What the change makes milder about the gate that it has to pass.
if [ "${WECOM_POLICY_FAIL_ON_LOOSENING:-false}" = true ] && [ "$code" -lt 2 ] && [ "${#known[@]}" -gt 0 ]; then
  change=0
  wecom-policy diff "$base" HEAD ${judged[@]+"${judged[@]}"} --fail-on-loosening \
    --format markdown --output "$reports/wecom-policy-change.md" --format text >&2 || change=$?
  if [ "$change" -gt "$code" ]; then code=$change; fi
fi
exit "$code"
