#!/bin/bash
# Checks one .tlog-proof with openssl and coreutils alone.
#   verify-proof.sh ENTRY-FILE PROOF-FILE LOG-VERIFIER-STRING
set -euo pipefail
entry=$1 proof=$2 vkey=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

name=${vkey%%+*}
rest=${vkey#*+}
keyid=${rest%%+*}
sha256() { openssl dgst -sha256 -binary; }

awk -v head="$work/head" -v note="$work/note" \
  'seen { print > note; next } /^$/ { seen = 1; next } { print > head }' "$proof"
[ "$(head -n 1 "$work/head")" = "c2sp.org/tlog-proof@v1" ] || { echo "WRONG: not a proof"; exit 1; }
sed '/^$/,$d' "$work/note" > "$work/text"

# The key: SubjectPublicKeyInfo of RFC 8410, then 32 bytes.
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'
  printf %s "${rest#*+}" | base64 -d | tail -c 32; } > "$work/key.der"
signed=no
while read -r _ signer signature; do
  printf %s "$signature" | base64 -d > "$work/signature"
  [ "$signer" = "$name" ] && [ "$(head -c 4 "$work/signature" | od -An -tx1 | tr -d ' \n')" = "$keyid" ] || continue
  tail -c +5 "$work/signature" > "$work/ed25519"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin \
    -in "$work/text" -sigfile "$work/ed25519" > /dev/null && signed=yes
done < <(sed '1,/^$/d' "$work/note")
[ $signed = yes ] || { echo "WRONG: not signed by $name"; exit 1; }

size=$(sed -n 2p "$work/text")
root=$(sed -n 3p "$work/text")
index=$(sed -n 's/^index //p' "$work/head")
node=$index
last=$((size - 1))
{ printf '\x00'; cat "$entry"; } | sha256 > "$work/hash"
while read -r line; do
  [ $last -gt 0 ] || { echo "WRONG: the proof is too long"; exit 1; }
  printf %s "$line" | base64 -d > "$work/sibling"
  if [ $((node & 1)) = 1 ] || [ "$node" = "$last" ]; then
    { printf '\x01'; cat "$work/sibling" "$work/hash"; } | sha256 > "$work/next"
    while [ $((node & 1)) = 0 ] && [ "$node" != 0 ]; do node=$((node >> 1)); last=$((last >> 1)); done
  else
    { printf '\x01'; cat "$work/hash" "$work/sibling"; } | sha256 > "$work/next"
  fi
  mv "$work/next" "$work/hash"
  node=$((node >> 1))
  last=$((last >> 1))
done < <(sed '1,/^index /d' "$work/head")
if [ $last != 0 ] || [ "$(base64 < "$work/hash")" != "$root" ]; then
  echo "WRONG: the entry is not entry $index of $name at size $size"
  exit 1
fi
echo "OK: entry $index of $name at size $size"
