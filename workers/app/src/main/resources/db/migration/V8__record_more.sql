-- More on record, findings that are told to others, and what is delivered to webhooks.

-- Nothing ever wrote it; which versions are in force is the policy module's to say.
drop table deployed_model;

-- What happened and left no row of its own.
create table record_step (
  id        uuid primary key,
  kind      text not null check (kind in ('review.escalated', 'action.withdrawn', 'action.returned')),
  action_id uuid not null,
  round_id  uuid,
  seat_id   uuid,
  group_name text,
  person    text,
  taken_at  timestamptz not null
);
create index record_step_action on record_step (action_id);

-- The sets that came into force, file by file. What came before this table is known by its files' digests alone.
alter table policy_version add column id uuid not null default gen_random_uuid();
alter table policy_version add unique (id);
create table policy_member (
  policy_version integer not null references policy_version,
  resource       text not null,
  kind           text not null,
  digest         text not null references policy_resource,
  engine_key     bigint not null,
  engine_version integer not null,
  primary key (policy_version, resource)
);
insert into policy_member
  select policy_version, resource, kind, digest, engine_key, engine_version from pinned_resource;

-- One row per event and receiver. Delivered in the order of its number within a key.
create table webhook_delivery (
  number       bigint generated always as identity primary key,
  event_id     text not null,
  receiver     text not null,
  type         text not null,
  ordering_key text not null,
  occurred_at  timestamptz not null,
  body         text not null,
  state        text not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
  attempts     integer not null default 0,
  next_at      timestamptz not null,
  try_until    timestamptz not null,
  last_answer  text,
  done_at      timestamptz,
  unique (event_id, receiver),
  check ((state = 'WAITING') = (done_at is null))
);
create index webhook_delivery_open on webhook_delivery (receiver, ordering_key, number) where state = 'WAITING';

do $$
declare
  named text;
begin
  foreach named in array array['record_step', 'policy_member'] loop
    execute format('create trigger %1$s_kept before update or delete on %1$s
                      for each row execute function refuse_change()', named);
  end loop;
  foreach named in array array['record_step', 'review_comment', 'break_glass'] loop
    execute format('create trigger %1$s_not_truncated before truncate on %1$s
                      for each statement execute function refuse_change()', named);
  end loop;
end $$;

create trigger break_glass_not_deleted before delete on break_glass for each row execute function refuse_change();
create trigger break_glass_kept before update on break_glass for each row
  execute function keep_columns('action_id', 'acknowledgement_id', 'used_at');
create trigger break_glass_once before update on break_glass for each row
  execute function set_once('finding', 'closed_at');
create trigger review_round_reminded before update on review_round for each row
  execute function set_once('reminded_at');
drop trigger finding_kept on finding;
create trigger finding_kept before update on finding for each row
  execute function keep_columns('id', 'code', 'severity', 'subject', 'action_id', 'sentence', 'detail', 'first_seen');
create trigger finding_once before update on finding for each row
  execute function set_once('closed_by', 'closed_at', 'resolution');

-- Rows that were there before they were put on record: nobody misses an entry for them.
insert into before_ledger
  select id from review_comment union select action_id from break_glass union select id from policy_version
  on conflict do nothing;
