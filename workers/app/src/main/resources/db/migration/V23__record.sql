-- Answers that are kept for an Idempotency-Key can quote what people wrote: they are sealed, and go with an erasure (adr/0015).
-- Answers of an instance of the version before lie in "body", in clear, until they expire.
alter table idempotent_request add column sealed text;
alter table idempotent_request add column actions uuid[] not null default '{}';
create index idempotent_request_actions on idempotent_request using gin (actions);

-- Which actions these ids name, or the reviews and releases behind them.
create function actions_named(ids uuid[]) returns uuid[] language sql stable as $$
  select coalesce(array_agg(id order by id), '{}') from (
    select id from sealed_action where id = any (ids)
    union select id from release where id = any (ids)
    union select subject_id from review_round where id = any (ids)) named
$$;

-- What an effect or a step says went wrong can quote a parameter: sealed as well. Empty indexes once the old ones are.
create index execution_clear on execution (id)
  where not is_sealed(fault_message) and fault_message is not null and fault_message <> '[erased]';
create index release_fault_clear on release (id)
  where not is_sealed(fault_message) and fault_message is not null and fault_message <> '[erased]';

create or replace function seal_words(kind text, row_id uuid, words text) returns void
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
    when 'release.fault' then
      update release set fault_message = words where id = row_id and not is_sealed(fault_message);
    when 'execution.fault' then
      update execution set fault_message = words where id = row_id and not is_sealed(fault_message);
  end case;
end $$;

create or replace function erase_payload(subject uuid, rest text) returns integer
  language plpgsql security definer set search_path from current as $$
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
  -- So can what was answered; an answer from before seals were put on answers names the action in clear.
  update idempotent_request set sealed = '[erased]', body = ''
    where status is not null and (array[subject] <@ actions
      or (sealed is null and position(convert_to(subject::text, 'UTF8') in body) > 0));
  delete from ledger_salt t using ledger_intent i
    where t.intent_id = i.id and i.action_id = subject
      and i.kind in ('action.sealed', 'review.opened', 'decision.cast', 'review.commented') and t.name in ('content', 'shown', 'comment');
  return erased;
end $$;

-- Legal holds go on record; those from before do not.
insert into before_ledger (id) select id from legal_hold;
