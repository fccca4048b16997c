#!/usr/bin/env bash
# Stand-ins for images that cannot be pulled everywhere, under the names that local-images/env gives to compose.yaml:
# Debian by debootstrap, a JDK of this machine, PostgreSQL from Debian, the engine from Maven Central (8.6.0: no Tasklist).
# Run as root; needs a Docker engine, debootstrap, a JDK 25 and Maven. For tests; never for production.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
zeebe=8.6.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
have() { docker image inspect "$1" >/dev/null 2>&1; }

if ! have countersign-local/debian:12; then
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" >"$work/debootstrap.log" ||
    { tail -5 "$work/debootstrap.log"; exit 1; }
  tar -C "$work/root" -c . | docker import - countersign-local/debian:12
fi

if ! have countersign-local/java:25; then
  jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
  grep -q '^JAVA_VERSION="25[".]' "$jdk/release" || { echo "JAVA_HOME is no JDK 25: $jdk"; exit 1; }
  modules=java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs
  "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --output "$work/java"
  cp java/Dockerfile "$work/"
  docker build -q -t countersign-local/java:25 "$work"
fi

have countersign-local/postgres:15 || docker build -q -t countersign-local/postgres:15 postgres

if ! have countersign-local/camunda:$zeebe; then
  mkdir "$work/camunda"
  cp camunda/Dockerfile camunda/start "$work/camunda/"
  distribution=${ZEEBE_TAR:-$HOME/.m2/repository/io/camunda/camunda-zeebe/$zeebe/camunda-zeebe-$zeebe.tar.gz}
  [ -f "$distribution" ] || mvn -B -q dependency:get -Dartifact=io.camunda:camunda-zeebe:$zeebe:tar.gz
  mkdir "$work/camunda/camunda"
  tar -xzf "$distribution" --strip-components=1 -C "$work/camunda/camunda"
  docker build -q -t countersign-local/camunda:$zeebe "$work/camunda"
fi
docker image ls 'countersign-local/*'
