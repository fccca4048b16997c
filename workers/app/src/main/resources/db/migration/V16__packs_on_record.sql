-- Evidence packs that were made, and examinations of packs.

create table pack_event (
  id          uuid primary key,
  kind        text not null check (kind in ('evidence.pack-made', 'evidence.pack-examined')),
  pack_digest text not null,
  person      text not null,
  framework   text,
  period_from timestamptz,
  period_to   timestamptz,
  note        text,
  happened_at timestamptz not null,
  check ((kind = 'evidence.pack-made') = (framework is not null and period_from is not null and period_to is not null)),
  check ((kind = 'evidence.pack-examined') = (note is not null))
);
create index pack_event_digest on pack_event (pack_digest);
create trigger pack_event_kept before update or delete on pack_event for each row execute function refuse_change();
create trigger pack_event_not_truncated before truncate on pack_event for each statement execute function refuse_change();
