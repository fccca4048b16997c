#!/usr/bin/env bash
# Asks for a temporary permission, waits for people to sign it, gives it back.
set -euo pipefail
api="${COUNTERSIGN_URL:?}/api/v1"
call() { curl --fail-with-body --silent --show-error --retry 5 -H "Authorization: Bearer ${COUNTERSIGN_TOKEN:?}" "$@"; }

action="$(call -X POST "$api/actions" \
  -H 'Content-Type: application/json' -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" -d '{
    "effect": "postgres.role.grant",
    "target": {"connection": "warehouse", "role": "analyst_readonly", "member": "agent_reports"},
    "parameters": {"window": "PT10M"},
    "reason": "Monthly report"}')"
id="$(jq -r .id <<<"$action")"
echo "Asked: $(jq -r .title <<<"$action")"

while state="$(jq -r .state <<<"$action")"; [ "$state" = REQUESTED ] || [ "$state" = IN_REVIEW ]; do
  action="$(call "$api/actions/$id?wait=25s")"
done
echo "It is $state, signed by $(jq -c '.approvedBy // []' <<<"$action")."

if [ "$state" = ACTIVE ]; then
  call -X POST "$api/actions/$id/return" -H "Idempotency-Key: return-$id" >/dev/null
  echo "Given back."
fi
