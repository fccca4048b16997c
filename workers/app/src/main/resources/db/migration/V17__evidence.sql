-- Legal holds, and what retention did.

-- While a hold is in force, nothing that it covers is erased. A scope that is null covers everything.
create table legal_hold (
  id             uuid primary key,
  matter         text not null check (length(matter) between 1 and 200),
  reason         text not null,
  action_id      uuid references sealed_action,
  dataset        text,
  person         text,
  placed_by      text not null,
  placed_at      timestamptz not null,
  released_by    text,
  released_at    timestamptz,
  release_reason text,
  check ((released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null)),
  check (released_by <> placed_by)
);

-- A hold waits for erasures that are under way, and they for it: none slips through between.
create function hold_waits() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('countersign.holds'));
  return new;
end $$;
create trigger legal_hold_placed before insert on legal_hold for each row execute function hold_waits();

create function hold_released_once() returns trigger language plpgsql as $$
begin
  if old.released_at is not null
     or (to_jsonb(new) - 'released_by' - 'released_at' - 'release_reason')
        is distinct from (to_jsonb(old) - 'released_by' - 'released_at' - 'release_reason') then
    raise exception 'UPDATE on legal_hold: its rows are kept as they are' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger legal_hold_kept before update on legal_hold for each row execute function hold_released_once();
create trigger legal_hold_not_deleted before delete on legal_hold for each row execute function refuse_change();
create trigger legal_hold_not_truncated before truncate on legal_hold for each statement execute function refuse_change();

-- The matters for which an action is held; null when there are none.
create function held_by(subject uuid) returns text language sql stable as $$
  select string_agg(h.matter, ', ' order by h.placed_at, h.id)
  from legal_hold h left join sealed_action a on a.id = subject
  where h.released_at is null
    and (h.action_id is null or h.action_id = subject)
    and (h.dataset is null or h.dataset = a.canonical::jsonb #>> '{input,dataset}')
    and (h.person is null or h.person in (a.canonical::jsonb ->> 'requestedBy', a.canonical::jsonb ->> 'onBehalfOf'))
$$;

create function erasure_respects_holds() returns trigger language plpgsql as $$
declare
  matter text;
begin
  perform pg_advisory_xact_lock_shared(hashtext('countersign.holds'));
  matter := held_by(new.action_id);
  if matter is not null then
    raise exception 'action % is under legal hold: %', new.action_id, matter using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger erasure_unless_held before insert on erasure for each row execute function erasure_respects_holds();

-- Runs of retention that erased, or tried to; what they erased stands in erasure, by rule.
create table retention_run (
  id      uuid primary key,
  rule    text not null,
  keeps   text not null,
  run_by  text not null,
  due     integer not null,
  held    integer not null,
  erased  integer not null,
  refused integer not null,
  ran_at  timestamptz not null
);
create trigger retention_run_kept before update or delete on retention_run for each row execute function refuse_change();
create trigger retention_run_not_truncated before truncate on retention_run for each statement execute function refuse_change();
