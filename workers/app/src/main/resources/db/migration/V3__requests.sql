-- Actions that somebody asked for by themselves, outside a release.
create table action_request (
  action_id            uuid primary key references sealed_action,
  version              integer not null,
  fingerprint          text not null,
  state                text not null,
  process_instance_key bigint unique,
  requested_at         timestamptz not null,
  closed_at            timestamptz
);
create index action_request_requested_at on action_request (requested_at desc);
-- The same thing is asked for once at a time.
create unique index action_request_open on action_request (fingerprint) where closed_at is null;

-- Temporary effects: when they are over, and when they were taken back.
alter table execution add column ends_at timestamptz;
alter table execution add column reverted_at timestamptz;
alter table execution add column revert_receipt text;
create index execution_overdue on execution (ends_at) where ends_at is not null and reverted_at is null;

-- Every use of break-glass, and whether people found afterwards that it was justified.
create table break_glass (
  action_id          uuid primary key references sealed_action,
  acknowledgement_id uuid not null unique references sealed_action,
  used_at            timestamptz not null,
  finding            text,
  closed_at          timestamptz
);

-- Releases that reviewers approved with changes.
alter table release add column supersedes uuid references release;
alter table release add column superseded_by uuid;
alter table release add column treatments text not null default '{}';
alter table release add column modified_by text[] not null default '{}';

-- Grants that were taken away before they were spent.
alter table action_grant add column annulled_at timestamptz;
alter table action_grant add check (annulled_at is null or redeemed_at is null);

-- Executions of which nothing was attempted, or every attempt certainly did nothing.
alter table execution add column resting boolean not null default false;
