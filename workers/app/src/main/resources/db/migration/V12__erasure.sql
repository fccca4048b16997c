-- The first key that the ledger was known to sign with, and payloads that are erased.

-- Where trust in the log begins. Later keys count only if the one before announced them in the log.
create table ledger_first_key (
  one        boolean primary key default true check (one),
  verifier   text not null,
  learned_at timestamptz not null
);
insert into ledger_first_key (verifier, learned_at) select verifier, published_at from ledger_head;
create trigger ledger_first_key_kept before update or delete on ledger_first_key
  for each row execute function refuse_change();
create trigger ledger_first_key_not_truncated before truncate on ledger_first_key
  for each statement execute function refuse_change();

-- Payloads that were erased: who asked for it, by which rule, and what remains. The entry of the ledger is a function of this row.
create table erasure (
  id         uuid primary key,
  action_id  uuid not null unique references sealed_action,
  erased_by  text not null,
  rule       text not null,
  reason     text not null,
  parameters text[] not null,
  remaining  text not null,
  texts      integer not null,
  erased_at  timestamptz not null
);
create trigger erasure_kept before update or delete on erasure for each row execute function refuse_change();
create trigger erasure_not_truncated before truncate on erasure for each statement execute function refuse_change();

-- SHA-256 of what an erased action still says; the digest stays the one of what was decided on.
alter table sealed_action add column remaining text;

-- What an action says once its payload is erased.
create function without_payload(canonical text, parameters text[]) returns text language sql immutable as $$
  select (jsonb_set(canonical::jsonb, '{reason}', '"[erased]"') || case
    when jsonb_typeof(canonical::jsonb -> 'parameters') = 'object' then
      jsonb_build_object('parameters', coalesce(
        (select jsonb_object_agg(key, case when key = any (parameters) then '"[erased]"'::jsonb else value end)
         from jsonb_each(canonical::jsonb -> 'parameters')), '{}'::jsonb))
    else '{}'::jsonb end)::text
$$;

-- The only change that decided rows ever take: exactly what an erasure on record takes away. Whoever tries another is refused.

create function sealed_action_only_erased() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.remaining is null and exists (
       select from erasure e where e.action_id = old.id
         and new.canonical = without_payload(old.canonical, e.parameters)
         and new.remaining = e.remaining
         and e.remaining = 'sha256:' || encode(sha256(convert_to(new.canonical, 'UTF8')), 'hex'))
     and (to_jsonb(new) - 'canonical' - 'remaining') = (to_jsonb(old) - 'canonical' - 'remaining') then
    return new;
  end if;
  raise exception '% on sealed_action: its rows are kept as they are', tg_op using errcode = 'insufficient_privilege';
end $$;

create function is_erased(subject uuid) returns boolean language sql stable as $$
  select exists (select from erasure where action_id = subject)
$$;

-- Arguments: the column that may be erased, and the column that names the round.
create function only_words_erased() returns trigger language plpgsql as $$
declare
  words text := tg_argv[0];
begin
  if tg_op = 'UPDATE'
     and to_jsonb(new) ->> words = '[erased]'
     and (to_jsonb(new) - words) = (to_jsonb(old) - words)
     and exists (select from review_round r where r.id = old.round_id and is_erased(r.subject_id)) then
    return new;
  end if;
  raise exception '% on %: its rows are kept as they are', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create function only_shown_erased() returns trigger language plpgsql as $$
begin
  if new.shown is distinct from old.shown
     and not (new.shown = '{"erased":true}' and is_erased(old.subject_id)) then
    raise exception 'UPDATE on review_round: column shown is kept as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

drop trigger sealed_action_kept on sealed_action;
create trigger sealed_action_kept before update or delete on sealed_action
  for each row execute function sealed_action_only_erased();
drop trigger review_vote_kept on review_vote;
create trigger review_vote_kept before update or delete on review_vote
  for each row execute function only_words_erased('comment');
drop trigger review_comment_kept on review_comment;
create trigger review_comment_kept before update or delete on review_comment
  for each row execute function only_words_erased('words');
drop trigger review_round_kept on review_round;
create trigger review_round_kept before update on review_round for each row
  execute function keep_columns('id', 'subject_kind', 'subject_id', 'subject_digest', 'shown_digest', 'opened_at');
create trigger review_round_shown before update on review_round for each row execute function only_shown_erased();

-- Takes away what the erasure of an action says, and nothing else: the triggers above see to it. Runs with the rights of the tables'
-- owner, because the application's own role may not update what was decided.
create function erase_payload(subject uuid) returns integer language plpgsql security definer set search_path from current as $$
declare
  erased integer := 0;
  changed integer;
begin
  update sealed_action s set canonical = without_payload(s.canonical, e.parameters), remaining = e.remaining
    from erasure e where s.id = subject and e.action_id = s.id and s.remaining is null;
  get diagnostics changed = row_count;
  erased := erased + changed;
  update review_round set shown = '{"erased":true}' where subject_id = subject and is_erased(subject);
  get diagnostics changed = row_count;
  erased := erased + changed;
  update review_vote v set comment = '[erased]' from review_round r
    where r.id = v.round_id and r.subject_id = subject and v.comment is not null and is_erased(subject);
  get diagnostics changed = row_count;
  erased := erased + changed;
  update review_comment c set words = '[erased]' from review_round r
    where r.id = c.round_id and r.subject_id = subject and is_erased(subject);
  get diagnostics changed = row_count;
  erased := erased + changed;
  update release set reason = '[erased]' where id = subject and is_erased(subject);
  get diagnostics changed = row_count;
  erased := erased + changed;
  delete from ledger_salt t using ledger_intent i
    where t.intent_id = i.id and i.action_id = subject and is_erased(subject)
      and i.kind in ('action.sealed', 'review.opened', 'decision.cast', 'review.commented') and t.name in ('content', 'shown', 'comment');
  return erased;
end $$;
