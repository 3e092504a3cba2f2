#!/usr/bin/env bash
# Puts a report under a pull or merge request: one comment, which later runs replace. Needs curl and jq.
#
#   comment.sh FILE [NAME]           NAME tells several gates of one repository apart (gate)
#
#   GitHub:  GITHUB_TOKEN with pull-requests: write, WECOM_POLICY_PULL_REQUEST; the rest the runner sets
#   GitLab:  GITLAB_TOKEN of a bot with scope api; the rest the runner sets
#
# A comment that cannot be written is told and fails nothing: the verdict is the gate's.
set -euo pipefail

file=$1
marker="<!-- wecom-policy: ${2:-gate} -->"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The token goes through a file that only this user can read, never through the list of processes.
if [ -n "${GITLAB_CI:-}" ]; then
  [ -n "${CI_MERGE_REQUEST_IID:-}" ] || { echo "wecom-policy: no merge request, no comment."; exit 0; }
  list="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
  one=$list
  update=PUT
  mine='.author.bot == true or (.author.username | test("^(project|group)_[0-9]+_bot"))'
  header="PRIVATE-TOKEN: ${GITLAB_TOKEN:-}"
else
  [ -n "${WECOM_POLICY_PULL_REQUEST:-}" ] || { echo "wecom-policy: no pull request, no comment."; exit 0; }
  list="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$WECOM_POLICY_PULL_REQUEST/comments"
  one="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/comments"
  update=PATCH
  mine='.user.type == "Bot"'
  header="Authorization: Bearer ${GITHUB_TOKEN:-}"
fi
(umask 077 && printf 'header = "%s"\nheader = "Content-Type: application/json"\n' "$header" > "$work/curl")

call() {
  curl --silent --show-error --fail --max-time 60 --config "$work/curl" --request "$1" "${@:3}" "$2"
}

find_comment() {
  local page=1 count
  while :; do
    call GET "$list?per_page=100&page=$page" > "$work/page.json" || return 1
    jq -r --arg marker "$marker" "[.[] | select((.body | startswith(\$marker)) and ($mine)) | .id][0] // empty" "$work/page.json" > "$work/id" || return 1
    if [ -s "$work/id" ]; then cat "$work/id"; return 0; fi
    count=$(jq length "$work/page.json") || return 1
    [ "$count" -eq 100 ] || return 0
    page=$((page + 1))
  done
}

jq --raw-input --slurp --arg marker "$marker" '{ body: ($marker + "\n" + .) }' "$file" > "$work/body.json"
if id=$(find_comment) && if [ -n "$id" ]; then
    call "$update" "$one/$id" --data-binary "@$work/body.json" > /dev/null
  else
    call POST "$list" --data-binary "@$work/body.json" > /dev/null
  fi; then
  echo "wecom-policy: the comment is up to date."
else
  echo "wecom-policy: the comment could not be written; a pull request from a fork has no right to. The report is in the job's summary and artifacts." >&2
fi
