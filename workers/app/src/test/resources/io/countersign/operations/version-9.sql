-- Rows as version 9 of the schema stored them. Kept as they are: newer versions have to find them.
set search_path to countersign;
insert into person values ('ada', 'Ada', false), ('grace', 'Grace', false);
insert into person_group values ('grace', 'data-stewards');
insert into agent values ('etl', 'ETL', 'ada', false);
insert into linked_identity (system, subject, person, agent) values ('oidc', 'g-1', 'grace', null), ('oidc', 'etl-1', null, 'etl');
insert into directory_change (id, changed_by, subject, change, changed_at)
  values ('00000000-0000-4000-8000-000000000001', 'ada', 'grace', 'added', '2026-10-01T10:00:00Z');
insert into sealed_action values
  ('00000000-0000-4000-8000-00000000000a', 'sha256:aa', '{"reason":"one","parameters":{"x":"1"}}', '2026-10-01T10:00:00Z'),
  ('00000000-0000-4000-8000-00000000000b', 'sha256:bb', '{"reason":"two"}', '2026-10-01T11:00:00Z');
insert into ruling values ('00000000-0000-4000-8000-00000000000a', '{}', '{}', '2026-10-01T10:00:01Z');
insert into review_round (id, version, subject_kind, subject_id, subject_digest, shown, shown_digest, opened_at, deadline, verdict, settled_at)
  values ('00000000-0000-4000-8000-0000000000aa', 1, 'ACTION', '00000000-0000-4000-8000-00000000000a', 'sha256:aa', '{}', 'sha256:cc',
          '2026-10-01T10:00:02Z', '2026-10-01T14:00:02Z', 'APPROVED', '2026-10-01T10:05:00Z');
insert into review_author values ('00000000-0000-4000-8000-0000000000aa', 'ada');
insert into review_seat (id, round_id, position, group_name, candidates)
  values ('00000000-0000-4000-8000-0000000000ab', '00000000-0000-4000-8000-0000000000aa', 0, 'data-stewards', '{grace}');
insert into review_vote (id, seat_id, round_id, person, choice, channel, identity, subject_digest, shown_digest, cast_at)
  values ('00000000-0000-4000-8000-0000000000ac', '00000000-0000-4000-8000-0000000000ab', '00000000-0000-4000-8000-0000000000aa',
          'grace', 'APPROVE', 'API', 'directory:grace', 'sha256:aa', 'sha256:cc', '2026-10-01T10:05:00Z');
insert into action_grant (action_id, action_digest, basis, issued_at, expires_at, redeemed_at, execution_id) values
  ('00000000-0000-4000-8000-00000000000a', 'sha256:aa', 'round:1', '2026-10-01T10:05:00Z', '2099-10-02T10:00:00Z', '2026-10-01T10:05:01Z', '00000000-0000-4000-8000-0000000000ad'),
  ('00000000-0000-4000-8000-00000000000b', 'sha256:bb', 'policy:1', '2026-10-01T11:05:00Z', '2099-10-02T10:00:00Z', null, null);
insert into execution (id, action_id, state, attempts, started_at, ended_at)
  values ('00000000-0000-4000-8000-0000000000ad', '00000000-0000-4000-8000-00000000000a', 'DONE', 1, '2026-10-01T10:05:01Z', '2026-10-01T10:05:02Z');
insert into ledger_intent (id, number, kind, source_key, action_id, entry, created_at)
  values ('00000000-0000-4000-8000-0000000000ae', nextval('ledger_intent_number'), 'action.sealed', 'x', '00000000-0000-4000-8000-00000000000a', '{}', '2026-10-01T10:00:00Z');
