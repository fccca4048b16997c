#!/bin/bash
# Run once, by the empty database: an owner of the tables for migrations, and roles that may do no more than they need.
set -eu
app=$(cat /run/secrets/db-app-password)
exporter=$(cat /run/secrets/db-exporter-password)
psql -v ON_ERROR_STOP=1 -q -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v app="$app" -v exporter="$exporter" <<'SQL'
create role countersign_app login password :'app';
create role countersign_exporter login password :'exporter';
create schema countersign authorization countersign_app;
create schema history authorization countersign_exporter;
grant usage on schema history to countersign_app;
alter default privileges for role countersign_exporter in schema history grant select on tables to countersign_app;
grant create on database :"DBNAME" to countersign_app, countersign_exporter;
revoke create on schema public from public;
SQL
