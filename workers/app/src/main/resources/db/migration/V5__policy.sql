-- Which policies and models are in force, and what was tried against that.

-- The content of models, by digest: those in force, those before them, those proposed.
create table policy_resource (
  digest    text primary key,
  content   text not null,
  stored_at timestamptz not null
);

create table policy_candidate (
  resource    text not null,
  digest      text not null references policy_resource,
  proposed_by text not null,
  proposed_at timestamptz not null,
  primary key (resource, digest)
);

-- One row per set that came into force: the first at installation, all others by an action.
create table policy_version (
  number        integer primary key,
  action_digest text unique,
  pinned_at     timestamptz not null,
  check ((number = 1) = (action_digest is null))
);

create table pinned_resource (
  resource       text primary key,
  kind           text not null,
  digest         text not null references policy_resource,
  engine_key     bigint not null,
  engine_version integer not null,
  policy_version integer not null references policy_version,
  pinned_at      timestamptz not null
);

-- Every version in the engine that we deployed: instances of an older one may still run.
create table pinned_key (
  engine_key     bigint not null,
  resource       text not null,
  engine_version integer not null,
  digest         text not null references policy_resource,
  policy_version integer not null references policy_version,
  recorded_at    timestamptz not null,
  primary key (engine_key, resource)
);

create table policy_violation (
  id         uuid primary key,
  kind       text not null,
  subject    text not null,
  engine_key bigint not null,
  detail     text not null,
  times      integer not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  unique (kind, subject, engine_key)
);
