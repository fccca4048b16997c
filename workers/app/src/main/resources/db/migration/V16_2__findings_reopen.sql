-- Findings that mended themselves and are seen again.

create table finding_turn (
  id         uuid primary key,
  number     bigint generated always as identity,
  finding_id uuid not null references finding,
  state      text not null check (state in ('CLEARED', 'OPEN')),
  turned_at  timestamptz not null
);
create index finding_turn_finding on finding_turn (finding_id, number);
-- The ledger knows these by the id of their finding.
insert into finding_turn (id, finding_id, state, turned_at)
  select id, id, 'CLEARED', closed_at from finding where state = 'CLEARED' order by closed_at;
create trigger finding_turn_kept before update or delete on finding_turn for each row execute function refuse_change();
create trigger finding_turn_not_truncated before truncate on finding_turn for each statement execute function refuse_change();

drop trigger finding_once on finding;
create trigger finding_once before update on finding for each row
  when (not (old.state = 'CLEARED' and new.state = 'OPEN' and new.closed_by is null and new.closed_at is null))
  execute function set_once('closed_by', 'closed_at', 'resolution');
