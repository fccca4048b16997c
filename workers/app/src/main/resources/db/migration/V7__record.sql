-- The record: what is to stand in the ledger, how far it has come, and what was found to disagree.

create sequence ledger_intent_number;

-- One row per ledger entry, written in the transaction of what it records.
create table ledger_intent (
  id           uuid primary key,
  number       bigint not null unique,
  kind         text not null,
  source_key   text not null,
  action_id    uuid,
  entry        text not null,
  created_at   timestamptz not null,
  state        text not null default 'INTENDED' check (state in ('INTENDED', 'PUBLISHED', 'REFUSED')),
  log_index    bigint unique,
  published_at timestamptz,
  refusal      text,
  check ((state = 'PUBLISHED') = (log_index is not null and published_at is not null)),
  check ((state = 'REFUSED') = (refusal is not null))
);
create index ledger_intent_open on ledger_intent (number) where state = 'INTENDED';
create index ledger_intent_action on ledger_intent (action_id, number);
create index ledger_intent_source on ledger_intent (kind, source_key);

-- What hides a payload from those who only see its commitment. Deleting a salt is final.
create table ledger_salt (
  intent_id uuid not null references ledger_intent,
  name      text not null,
  salt      bytea not null check (length(salt) = 32),
  primary key (intent_id, name)
);

-- People appear in the ledger under references that mean nothing without this table.
create table ledger_person (
  person     text primary key,
  reference  text not null unique,
  first_seen timestamptz not null
);

-- The log as this database knows it: one row. A directory that holds another log is refused.
create table ledger_head (
  one          boolean primary key default true check (one),
  origin       text not null,
  verifier     text not null,
  size         bigint not null,
  root         text not null,
  note         text not null,
  published_at timestamptz not null
);

-- Process models and decision tables that this installation deployed itself.
create table deployed_model (
  sha256      text not null,
  file        text not null,
  deployed_at timestamptz not null,
  primary key (sha256, file)
);

create table finding (
  id          uuid primary key,
  code        text not null,
  severity    text not null,
  subject     text not null,
  action_id   uuid,
  sentence    text not null,
  detail      text not null,
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  state       text not null default 'OPEN' check (state in ('OPEN', 'RESOLVED', 'CLEARED')),
  closed_by   text,
  closed_at   timestamptz,
  resolution  text,
  unique (code, subject),
  check ((state = 'OPEN') = (closed_at is null))
);
create index finding_open on finding (first_seen) where state = 'OPEN';

-- How far each comparison has come.
create table reconciler_cursor (
  name       text primary key,
  position   bigint not null,
  updated_at timestamptz not null
);

-- Append-only, for everyone who does not own the tables.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on %: its rows are kept as they are', tg_op, tg_table_name
    using errcode = 'insufficient_privilege',
          hint = 'Decisions are changed by new decisions. Whoever owns the table can still alter it; the ledger shows that.';
end $$;

create function keep_columns() returns trigger language plpgsql as $$
declare
  kept text;
begin
  foreach kept in array tg_argv loop
    if to_jsonb(old) -> kept is distinct from to_jsonb(new) -> kept then
      raise exception 'UPDATE on %: column % is kept as it is', tg_table_name, kept
        using errcode = 'insufficient_privilege';
    end if;
  end loop;
  return new;
end $$;

-- Columns that are set once: from null to a value, and then kept.
create function set_once() returns trigger language plpgsql as $$
declare
  named text;
begin
  foreach named in array tg_argv loop
    if to_jsonb(old) -> named <> 'null'::jsonb
       and to_jsonb(old) -> named is distinct from to_jsonb(new) -> named then
      raise exception 'UPDATE on %: column % is set once', tg_table_name, named
        using errcode = 'insufficient_privilege';
    end if;
  end loop;
  return new;
end $$;

do $$
declare
  named text;
begin
  foreach named in array array['sealed_action', 'ruling', 'review_vote', 'review_refusal', 'review_author', 'review_voice',
                               'review_comment', 'action_outcome', 'policy_version', 'policy_resource', 'deployed_model'] loop
    execute format('create trigger %1$s_kept before update or delete on %1$s
                      for each row execute function refuse_change()', named);
  end loop;
  foreach named in array array['ledger_intent', 'review_round', 'action_grant', 'execution', 'review_delegation', 'finding', 'ledger_head'] loop
    execute format('create trigger %1$s_not_deleted before delete on %1$s
                      for each row execute function refuse_change()', named);
  end loop;
  foreach named in array array['sealed_action', 'ruling', 'review_vote', 'review_refusal', 'review_author',
                               'action_outcome', 'deployed_model', 'ledger_intent', 'review_round', 'action_grant',
                               'execution', 'finding', 'ledger_head'] loop
    execute format('create trigger %1$s_not_truncated before truncate on %1$s
                      for each statement execute function refuse_change()', named);
  end loop;
end $$;

create trigger ledger_intent_kept before update on ledger_intent for each row
  execute function keep_columns('id', 'number', 'kind', 'source_key', 'action_id', 'entry', 'created_at');
create trigger ledger_intent_once before update on ledger_intent for each row
  execute function set_once('log_index', 'published_at', 'refusal');
create trigger review_round_kept before update on review_round for each row
  execute function keep_columns('id', 'subject_kind', 'subject_id', 'subject_digest', 'shown', 'shown_digest', 'opened_at');
create trigger review_round_once before update on review_round for each row
  execute function set_once('verdict', 'settled_at');
create trigger action_grant_kept before update on action_grant for each row
  execute function keep_columns('action_id', 'action_digest', 'basis', 'issued_at', 'expires_at');
create trigger action_grant_once before update on action_grant for each row
  execute function set_once('redeemed_at', 'execution_id', 'annulled_at');
create trigger execution_kept before update on execution for each row
  execute function keep_columns('id', 'action_id', 'started_at');
create trigger review_delegation_kept before update on review_delegation for each row
  execute function keep_columns('id', 'delegator', 'delegate', 'group_name', 'starts_at', 'ends_at', 'created_by', 'created_at');
create trigger finding_kept before update on finding for each row
  execute function keep_columns('id', 'code', 'subject', 'first_seen');

-- Rows that were there before there was a ledger: nobody misses an entry for them.
create table before_ledger (id uuid primary key);
insert into before_ledger
  select id from sealed_action union select seat_id from review_vote union select id from execution
  union select action_id from action_grant;
