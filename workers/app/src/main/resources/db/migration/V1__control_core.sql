-- The control core: what was asked for, what was ruled, who decided, what ran.

create table release (
  id                   uuid primary key,
  version              integer not null,
  dataset              text not null,
  source               text not null,
  destination          text not null,
  reason               text not null,
  requested_by         text not null,
  state                text not null,
  process_instance_key bigint unique,
  source_sha256        text,
  plan_digest          text,
  masked_sha256        text,
  rows_in              bigint,
  rows_out             bigint,
  cells_masked         bigint,
  survivors            bigint,
  fault_code           text,
  fault_message        text,
  requested_at         timestamptz not null,
  closed_at            timestamptz
);
create index release_requested_at on release (requested_at desc);

create table dataset_revision (
  id            uuid primary key,
  sha256        text not null,
  dataset       text not null,
  stage         text not null,
  path          text not null,
  bytes         bigint not null,
  rows          bigint not null,
  derived_from  text,
  masking_plan  text,
  registered_at timestamptz not null,
  unique (sha256, stage, path)
);

create table masking_plan (
  id            uuid primary key,
  digest        text not null,
  source_sha256 text not null,
  content       text not null,
  created_at    timestamptz not null
);
create index masking_plan_digest on masking_plan (digest);

create table sealed_action (
  id        uuid primary key,
  digest    text not null unique,
  canonical text not null,
  sealed_at timestamptz not null
);

create table ruling (
  action_id uuid primary key references sealed_action,
  inputs    text not null,
  content   text not null,
  ruled_at  timestamptz not null
);

create table review_round (
  id             uuid primary key,
  version        integer not null,
  subject_kind   text not null,
  subject_id     uuid not null,
  subject_digest text not null,
  shown          text not null,
  shown_digest   text not null,
  opened_at      timestamptz not null,
  deadline       timestamptz not null,
  verdict        text,
  settled_at     timestamptz,
  reminded_at    timestamptz,
  check ((verdict is null) = (settled_at is null))
);
-- One round is open on a subject at a time.
create unique index review_round_open on review_round (subject_kind, subject_id) where verdict is null;

create table review_author (
  round_id uuid not null references review_round,
  person   text not null,
  primary key (round_id, person)
);

create table review_seat (
  id         uuid primary key,
  round_id   uuid not null references review_round,
  position   integer not null,
  group_name text not null,
  escalated_to text,
  candidates text[] not null,
  unique (round_id, position)
);

create table review_vote (
  id             uuid primary key,
  seat_id        uuid not null unique references review_seat,
  round_id       uuid not null references review_round,
  person         text not null,
  choice         text not null,
  comment        text,
  channel        text not null,
  identity       text not null,
  subject_digest text not null,
  shown_digest   text not null,
  cast_at        timestamptz not null,
  unique (round_id, person)
);

create table review_refusal (
  id         uuid primary key,
  round_id   uuid not null references review_round,
  identity   text not null,
  choice     text,
  reason     text not null,
  message    text not null,
  channel    text not null,
  refused_at timestamptz not null
);
create index review_refusal_round on review_refusal (round_id);

create table action_grant (
  action_id     uuid primary key references sealed_action,
  action_digest text not null,
  basis         text not null,
  issued_at     timestamptz not null,
  expires_at    timestamptz not null,
  redeemed_at   timestamptz,
  execution_id  uuid unique,
  check ((redeemed_at is null) = (execution_id is null))
);

create table execution (
  id            uuid primary key,
  action_id     uuid not null unique references sealed_action,
  state         text not null,
  attempts      integer not null,
  started_at    timestamptz not null,
  ended_at      timestamptz,
  receipt       text,
  fault_code    text,
  fault_message text
);

-- Which user task of the engine stands for which seat.
create table seat_task (
  element_instance_key bigint primary key,
  seat_id              uuid not null references review_seat,
  process_instance_key bigint not null,
  opened_at            timestamptz not null
);
create index seat_task_seat on seat_task (seat_id, opened_at desc);

create table masking_run (
  plan_digest   text primary key,
  masked_sha256 text not null,
  cells_masked  bigint not null,
  report        text not null,
  finished_at   timestamptz not null
);

-- How every sealed action ended, executed or not.
create table action_outcome (
  action_id   uuid primary key references sealed_action,
  outcome     text not null,
  error_code  text,
  recorded_at timestamptz not null
);
