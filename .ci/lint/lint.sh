#!/usr/bin/env bash
# Lints every model: processes for 8.8 as they are and for 8.6 as the deployer adapts them,
# decisions, forms. Needs Node 18 or later and npm.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
models="$(cd "$here/../../bpmn" && pwd)"
cd "$here"

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
fi

adapted="$(mktemp -d)"
trap 'rm -rf "$adapted"' EXIT
node adapt.mjs "$models/processes" "$adapted"

npx --no-install bpmnlint -c bpmnlint-8.8.json "$models"/processes/*.bpmn
npx --no-install bpmnlint -c bpmnlint-8.6.json "$adapted"/*.bpmn
node check.mjs "$models"
linted=("$models"/processes/*.bpmn "$models"/decisions/*.dmn "$models"/forms/*.form)
echo "Linted ${#linted[@]} models."
