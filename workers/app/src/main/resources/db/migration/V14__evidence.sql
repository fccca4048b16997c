-- What a population of actions is drawn from: one row per sealed action, with how it went.

create view evidence_population as
select
  a.id,
  a.digest,
  a.sealed_at,
  a.canonical,
  r.content as ruling,
  (select o.verdict from review_round o
    where o.subject_kind = 'ACTION' and o.subject_id = a.id
    order by o.opened_at desc limit 1) as verdict,
  e.state as execution,
  (select count(*) from ledger_intent i where i.action_id = a.id and i.state = 'PUBLISHED') as recorded,
  (select count(*) from ledger_intent i where i.action_id = a.id and i.state <> 'PUBLISHED') as unpublished,
  (select count(*) from finding f where f.action_id = a.id) as findings
from sealed_action a
left join ruling r on r.action_id = a.id
left join execution e on e.action_id = a.id;

create index sealed_action_time on sealed_action (sealed_at, id);
create index if not exists finding_action on finding (action_id);
create index if not exists review_round_subject on review_round (subject_kind, subject_id, opened_at);
