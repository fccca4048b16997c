#!/usr/bin/env bash
# The stack on stand-in images, from nothing to the main job and away again: builds them, brings it up, runs smoke.sh, removes it.
# After `mvn package`; as root, with a Docker engine, debootstrap, docker-compose or Compose v2, curl and node. Secrets are made anew.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# Debian's own client builds with BuildKit; a newer one without its buildx part does not.
docker buildx version >/dev/null 2>&1 || PATH=/usr/bin:$PATH
export DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1 COMPOSE_PROJECT_NAME=countersign-try
if docker compose version >/dev/null 2>&1; then tool=(docker compose); else tool=(docker-compose); fi
COMPOSE="${tool[*]} --profile minimal --env-file local-images/env"
export COMPOSE

[ -e ../workers/app/target/countersign-app.jar ] || { echo "compose: nothing is built yet. Run mvn package first."; exit 1; }
local-images/build.sh
made=; [ -d secrets ] || made=yes
remove() {
  local code=$?
  [ "$code" -eq 0 ] || $COMPOSE logs --tail 40 || true
  $COMPOSE down --volumes --timeout 10 >/dev/null 2>&1 || true
  [ -z "$made" ] || rm -rf secrets
}
trap remove EXIT
./init.sh
$COMPOSE build >/dev/null
$COMPOSE up -d
./smoke.sh
