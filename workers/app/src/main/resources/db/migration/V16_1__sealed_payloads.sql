-- Words and parameters of actions are sealed by the application, under keys that are not in this database (adr/0015).

-- Which master key this database was written with.
create table payload_master (
  one         boolean primary key default true check (one),
  fingerprint text not null
);
create trigger payload_master_kept before update or delete on payload_master
  for each row execute function refuse_change();

create function is_sealed(words text) returns boolean language sql immutable as $$
  select coalesce(words like 'sealed:v1:%', false)
$$;

-- What the database itself goes by: effect, requester, for whom, dataset. Set with the action, or when its words are sealed.
alter table sealed_action add column outline text;

-- Words from before, which are still to be sealed: empty indexes once they are.
create index sealed_action_clear on sealed_action (id) where not is_sealed(canonical);
create index ruling_clear on ruling (action_id) where not is_sealed(inputs) and inputs <> '[erased]';
create index review_round_clear on review_round (id) where not is_sealed(shown) and shown <> '{"erased":true}';
create index review_vote_clear on review_vote (id) where not is_sealed(comment) and comment is not null and comment <> '[erased]';
create index review_comment_clear on review_comment (id) where not is_sealed(words) and words <> '[erased]';
create index release_clear on release (id) where not is_sealed(reason) and reason <> '[erased]';

-- Decided rows change in two ways only: clear words are sealed, and an erasure on record takes what it says.

create or replace function sealed_action_only_erased() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'canonical' - 'remaining' - 'outline') = (to_jsonb(old) - 'canonical' - 'remaining' - 'outline')
     and (new.outline is not distinct from old.outline or (old.outline is null and not is_sealed(old.canonical)))
     and ((new.remaining is not distinct from old.remaining and not is_sealed(old.canonical)
           and new.canonical like 'sealed:v1:' || old.id || ':%')
       or (old.remaining is null and new.canonical like 'sealed:v1:' || old.id || ':1:canonical:%'
           and exists (select from erasure e where e.action_id = old.id and e.remaining = new.remaining))) then
    return new;
  end if;
  raise exception '% on sealed_action: its rows are kept as they are', tg_op using errcode = 'insufficient_privilege';
end $$;

-- Arguments: the column of words, the column that names the action or the round, and which of the two it is.
create or replace function only_words_erased() returns trigger language plpgsql as $$
declare
  words text := tg_argv[0];
  subject uuid := (to_jsonb(old) ->> tg_argv[1])::uuid;
begin
  if tg_argv[2] = 'round' then
    select r.subject_id into subject from review_round r where r.id = subject;
  end if;
  if tg_op = 'UPDATE' and (to_jsonb(new) - words) = (to_jsonb(old) - words)
     and ((to_jsonb(new) ->> words = '[erased]' and is_erased(subject))
       or (not is_sealed(to_jsonb(old) ->> words) and to_jsonb(old) ->> words <> '[erased]'
           and to_jsonb(new) ->> words like 'sealed:v1:' || subject || ':%')) then
    return new;
  end if;
  raise exception '% on %: its rows are kept as they are', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace function only_shown_erased() returns trigger language plpgsql as $$
begin
  if new.shown is distinct from old.shown
     and not (new.shown = '{"erased":true}' and is_erased(old.subject_id))
     and not (not is_sealed(old.shown) and old.shown <> '{"erased":true}'
              and new.shown like 'sealed:v1:' || old.subject_id || ':0:shown:%') then
    raise exception 'UPDATE on review_round: column shown is kept as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

drop trigger review_vote_kept on review_vote;
create trigger review_vote_kept before update or delete on review_vote
  for each row execute function only_words_erased('comment', 'round_id', 'round');
drop trigger review_comment_kept on review_comment;
create trigger review_comment_kept before update or delete on review_comment
  for each row execute function only_words_erased('words', 'round_id', 'round');
drop trigger ruling_kept on ruling;
create trigger ruling_kept before update or delete on ruling
  for each row execute function only_words_erased('inputs', 'action_id', 'action');

-- Seals a row from before. Runs with the rights of the tables' owner, as the application's own role may not update what was decided.
create function seal_words(kind text, row_id uuid, words text) returns void
  language plpgsql security definer set search_path from current as $$
begin
  case kind
    when 'sealed_action' then 
      update sealed_action set canonical = words, outline = coalesce(outline, jsonb_strip_nulls(jsonb_build_object(
          'effect', canonical::jsonb -> 'effect', 'requestedBy', canonical::jsonb -> 'requestedBy',
          'onBehalfOf', canonical::jsonb -> 'onBehalfOf',
          'input', jsonb_build_object('dataset', canonical::jsonb #> '{input,dataset}')))::text)
        where id = row_id and not is_sealed(canonical);
    when 'ruling' then update ruling set inputs = words where action_id = row_id and not is_sealed(inputs);
    when 'review_round' then update review_round set shown = words where id = row_id and not is_sealed(shown);
    when 'review_vote' then update review_vote set comment = words where id = row_id and not is_sealed(comment);
    when 'review_comment' then
      update review_comment c set words = seal_words.words where c.id = row_id and not is_sealed(c.words);
    when 'release' then update release set reason = words where id = row_id and not is_sealed(reason);
  end case;
end $$;

-- Takes away what the erasure of an action says, and nothing else: the triggers see to it. The rest of the action is sealed anew, under a
-- key that stays, by the application, which then destroys the key of everything else.
drop function erase_payload(uuid);
create function erase_payload(subject uuid, rest text) returns integer language plpgsql security definer set search_path from current as $$
declare
  erased integer := 0;
  changed integer;
begin
  if not is_erased(subject) then
    return 0;
  end if;
  update sealed_action s set canonical = rest, remaining = e.remaining
    from erasure e where s.id = subject and e.action_id = s.id and s.remaining is null;
  get diagnostics changed = row_count;
  erased := erased + changed;
  update ruling set inputs = '[erased]' where action_id = subject and inputs <> '[erased]';
  get diagnostics changed = row_count;
  erased := erased + changed;
  update review_round set shown = '{"erased":true}' where subject_id = subject and shown <> '{"erased":true}';
  get diagnostics changed = row_count;
  erased := erased + changed;
  update review_vote v set comment = '[erased]' from review_round r
    where r.id = v.round_id and r.subject_id = subject and v.comment <> '[erased]';
  get diagnostics changed = row_count;
  erased := erased + changed;
  update review_comment c set words = '[erased]' from review_round r
    where r.id = c.round_id and r.subject_id = subject and c.words <> '[erased]';
  get diagnostics changed = row_count;
  erased := erased + changed;
  update release set reason = '[erased]' where id = subject and reason <> '[erased]';
  get diagnostics changed = row_count;
  erased := erased + changed;
  -- What happened can quote what was wanted.
  update channel_event v set words = '[erased]' from review_round r
    where r.id = v.round_id and r.subject_id = subject and (is_sealed(v.words) or v.words like '% said: %');
  update execution set fault_message = '[erased]' where action_id = subject and fault_message is not null;
  update release set fault_message = '[erased]' where id = subject and fault_message is not null;
  delete from ledger_salt t using ledger_intent i
    where t.intent_id = i.id and i.action_id = subject
      and i.kind in ('action.sealed', 'review.opened', 'decision.cast', 'review.commented') and t.name in ('content', 'shown', 'comment');
  return erased;
end $$;
drop function without_payload(text, text[]);

-- The graph holds words as the other tables do: it is made again of those that have some.
insert into lineage_pending (subject, next_at)
  select id, '-infinity' from (select id from release union select id from sealed_action) known;
