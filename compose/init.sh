#!/usr/bin/env bash
# Makes the secrets that compose.yaml mounts: once, random, in ./secrets. Nothing that exists is changed.
#   ./init.sh            secrets, and a token for each person and agent of config/directory.yaml (secrets/tokens/NAME)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
umask 077
mkdir -p secrets/tokens
random() { head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
for name in db-password db-app-password db-exporter-password history-digest-key grafana-password; do
  [ -s "secrets/$name" ] || random > "secrets/$name"
done
touch secrets/log.vkey
# The containers' users have to read them. Who reaches them at all, the folder says: its owner alone.
rm -f secrets/api-tokens
sed -n 's/^  \([a-z][a-z0-9-]*\):.*/\1/p' config/directory.yaml | while read -r person; do
  [ -s "secrets/tokens/$person" ] || random > "secrets/tokens/$person"
  printf '%s %s\n' "$(sha256sum < "secrets/tokens/$person" | cut -d' ' -f1)" "$person" >> secrets/api-tokens
done
chmod 0444 secrets/db-* secrets/history-digest-key secrets/grafana-password secrets/api-tokens secrets/log.vkey
echo "Secrets are in $PWD/secrets; call with the token in secrets/tokens/NAME."
