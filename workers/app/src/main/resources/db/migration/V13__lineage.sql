-- Lineage: a graph of data and decisions, made of the other tables. It can be dropped and made again from them.

create table lineage_node (
  id    bigint generated always as identity primary key,
  key   text not null unique,
  kind  text not null,
  name  text not null,
  at    timestamptz,
  facts text not null
);
-- The revisions of a dataset, newest first.
create index lineage_node_named on lineage_node (name, at desc, id desc) where kind = 'REVISION';

-- Points the way that data or a decision went.
create table lineage_edge (
  from_id bigint not null references lineage_node on delete cascade,
  kind    text not null,
  to_id   bigint not null references lineage_node on delete cascade,
  at      timestamptz,
  primary key (from_id, kind, to_id)
);
create index lineage_edge_back on lineage_edge (to_id, kind, from_id);
-- What somebody did, in time.
create index lineage_edge_deeds on lineage_edge (from_id, at) where kind in ('ASKED', 'CHANGED', 'CAST');

-- The columns of a revision, and what was found in them; NONE where nothing was.
create table lineage_column (
  revision_id bigint not null references lineage_node on delete cascade,
  position    integer not null,
  class       text not null,
  name        text not null,
  primary key (revision_id, position, class)
);
create table lineage_column_edge (
  from_revision bigint not null references lineage_node on delete cascade,
  from_position integer not null,
  to_revision   bigint not null references lineage_node on delete cascade,
  to_position   integer not null,
  plan          text not null,
  treatment     text not null,
  masked        boolean not null,
  clears        boolean not null,
  primary key (from_revision, from_position, to_revision, to_position, plan)
);
create index lineage_column_edge_back on lineage_column_edge (to_revision, to_position);

-- Actions and releases of which something is new, written in the transaction of what is new.
create table lineage_pending (
  number   bigint generated always as identity primary key,
  subject  uuid not null,
  attempts integer not null default 0,
  next_at  timestamptz not null,
  problem  text
);
create index lineage_pending_subject on lineage_pending (subject, number);
create index lineage_pending_due on lineage_pending (next_at);
-- What there was before there was a graph.
insert into lineage_pending (subject, next_at)
  select id, timestamptz '-infinity' from (select id from release union select id from sealed_action) known;

-- What is erased from an action goes from the graph as well.
create function lineage_forgets() returns trigger language plpgsql as $$
begin
  insert into lineage_pending (subject, next_at) values (new.action_id, '-infinity');
  return null;
end $$;
create trigger erasure_lineage after insert on erasure for each row execute function lineage_forgets();

-- Beginnings and ends of runs that sinks were, or are being, told of.
create table lineage_emission (
  run_key    text not null,
  phase      text not null check (phase in ('START', 'END')),
  emitted_at timestamptz not null,
  primary key (run_key, phase)
);
