-- Where reviewers were told of reviews, and what they have still to be told.

-- The version counts what happened to a round; every card shows one, the latest in the end.
create table channel_round (
  round_id uuid primary key,
  version  integer not null,
  routed   integer not null default 0,
  digest   text not null default '',
  over     boolean not null default false
);
create index channel_round_going_on on channel_round (round_id) where not over;

create table channel_event (
  round_id    uuid not null references channel_round,
  version     integer not null,
  words       text not null,
  happened_at timestamptz not null,
  primary key (round_id, version)
);

-- The id is what buttons carry; it says nothing by itself.
create table channel_message (
  id          uuid primary key,
  round_id    uuid not null references channel_round,
  channel     text not null,
  kind        text not null check (kind in ('PLACE', 'DIRECT', 'FOUND')),
  destination text not null,
  place       text,
  message     text,
  shown       integer not null default 0,
  told        integer not null default 0,
  failures    integer not null default 0,
  due_at      timestamptz not null,
  gone        boolean not null default false,
  problem     text,
  unique (channel, round_id, kind, destination),
  check ((place is null) = (message is null))
);
create index channel_message_due on channel_message (channel, due_at) where not gone;
