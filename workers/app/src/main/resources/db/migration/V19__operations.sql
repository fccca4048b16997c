-- Every return to a backup. What was granted before it may have been spent after the backup, so such grants are annulled.
create table restoration (
  id          uuid primary key,
  backup_at   timestamptz not null,
  restored_at timestamptz not null,
  log_size    bigint not null,
  annulled_at timestamptz
);
create trigger restoration_not_deleted before delete on restoration
  for each row execute function refuse_change();
