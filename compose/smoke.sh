#!/usr/bin/env bash
# The main job on the running stack: ada asks for a release, may not sign it herself, grace signs, it is exported once.
# After `docker compose --profile minimal up -d`; needs curl and node. COMPOSE says how compose is called.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
compose=${COMPOSE:-docker compose --profile minimal}
url=http://127.0.0.1:${COUNTERSIGN_PORT_1:-8686}
other=http://127.0.0.1:${COUNTERSIGN_PORT_2:-8688}
field() { node -e 'let v=JSON.parse(require("fs").readFileSync(0,"utf8"));for(const k of process.argv[1].split("."))v=v?.[k];process.stdout.write(String(v??""))' "$1"; }
as() { local who=$1; shift; curl -sS -m 20 -H "Authorization: Bearer $(cat "secrets/tokens/$who")" -H 'Content-Type: application/json' "$@"; }
until_is() { # seconds, wanted, command…
  local end=$((SECONDS + $1)) wanted=$2 got=; shift 2
  while [ "$SECONDS" -lt "$end" ]; do
    got=$("$@" || true)
    [ "$got" = "$wanted" ] && return 0
    sleep 1
  done
  echo "smoke: wanted '$wanted', got '$got'" >&2; return 1
}
ready() { curl -s -m 5 -o /dev/null -w '%{http_code}' "$1/api/v1/health"; }
release() { as ada "$other/api/v1/releases/$id" | field "$1"; }

until_is 300 200 ready "$url"
until_is 300 200 ready "$other"
$compose exec -T countersign-1 bash -c 'printf "id,email\n1,someone@example.org\n2,other@example.org\n" > /var/lib/countersign/smoke.csv'
target=/exports/smoke-$(date +%s).csv
id=$(as ada -d "{\"source\":\"/var/lib/countersign/smoke.csv\",\"destination\":\"$target\",\"reason\":\"Smoke run\"}" "$url/api/v1/releases" | field id)
[ -n "$id" ] || { echo "smoke: the request was not taken" >&2; exit 1; }
until_is 120 pending release verdict
review=$(release review)
shown=$(as grace "$other/api/v1/reviews/$review")
vote="{\"choice\":\"approve\",\"comment\":\"\",\"subjectDigest\":\"$(field subjectDigest <<<"$shown")\",\"shownDigest\":\"$(field shownDigest <<<"$shown")\"}"
[ "$(as ada -o /dev/null -w '%{http_code}' -d "$vote" "$url/api/v1/reviews/$review/decisions")" = 403 ] || { echo "smoke: ada signed for herself" >&2; exit 1; }
[ "$(as grace -o /dev/null -w '%{http_code}' -d "$vote" "$other/api/v1/reviews/$review/decisions")" = 200 ] || { echo "smoke: grace could not sign" >&2; exit 1; }
until_is 120 RELEASED release state
lines=$($compose exec -T countersign-2 bash -c "grep -c . '$target'; ls '$target.manifest.json'; grep -c example.org '$target' || true" | tr -d '\r' | tr '\n' ' ')
[ "$lines" = "3 $target.manifest.json 0 " ] || { echo "smoke: exported '$lines'" >&2; exit 1; }
echo "smoke: released $id, asked at one instance, signed at the other, exported once and masked"
