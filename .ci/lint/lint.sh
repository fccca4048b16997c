#!/usr/bin/env bash
# Lints every model: processes for 8.8 and later as they are and for 8.6 as the deployer adapts them,
# decisions, forms, element templates; then opens processes in the Modeler where there is a Chromium.
# Needs Node 18 or later and npm.
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
node adapt.mjs "$models/examples" "$adapted"
# An ad-hoc sub-process is for 8.8 and later.
grep -lZ '<bpmn:adHocSubProcess' "$adapted"/*.bpmn | xargs -0 -r rm

npx --no-install bpmnlint -c bpmnlint-8.6.json "$adapted"/*.bpmn
for version in 8.8 8.9 8.10; do
  npx --no-install bpmnlint -c "bpmnlint-$version.json" "$models"/processes/*.bpmn "$models"/examples/*.bpmn
done
node check.mjs "$models"

chromium="${CHROMIUM:-$(command -v chromium || true)}"
if [ -n "$chromium" ]; then
  node modeler.mjs "$models" "$chromium"
  node forms.mjs "$models" "$chromium"
else
  echo "No Chromium here: models were not opened in the Modeler, and forms were not rendered."
fi
linted=("$models"/processes/*.bpmn "$models"/examples/*.bpmn "$models"/decisions/*.dmn "$models"/forms/*.form "$models"/element-templates/*.json)
echo "Linted ${#linted[@]} files."
