create table ${schema}.record (
  partition_id                integer     not null,
  position                    bigint      not null,
  previous_position           bigint,
  value_type                  text        not null,
  intent                      text        not null,
  record_type                 text        not null,
  rejection_type              text,
  key                         bigint,
  ts                          timestamptz not null,
  source_position             bigint,
  broker_version              text        not null,
  bpmn_process_id             text,
  process_version             integer,
  process_instance_key        bigint,
  parent_process_instance_key bigint,
  process_definition_key      bigint,
  element_id                  text,
  element_type                text,
  element_instance_key        bigint,
  flow_scope_key              bigint,
  user_task_key               bigint,
  assignee                    text,
  action                      text,
  actor                       text,
  actor_kind                  text,
  name                        text,
  digest                      text,
  job_type                    text,
  error_type                  text,
  error_code                  text,
  payload                     jsonb       not null,
  exported_at                 timestamptz not null default now(),
  primary key (partition_id, position)
);

comment on table ${schema}.record is
  'What the engine says happened, one row per log record; no variable values, only names and keyed digests.';
comment on column ${schema}.record.previous_position is
  'Position of the record of this partition that was stored before this one; null where the exporter started without a memory.';
comment on column ${schema}.record.element_instance_key is
  'The element instance; for VARIABLE and VARIABLE_DOCUMENT the scope of the variables.';
comment on column ${schema}.record.actor is
  'Who gave the command, as the engine authenticated it (engines from 8.8 on); null where the engine does not say.';
comment on column ${schema}.record.digest is
  'VARIABLE: keyed digest of the value (HMAC-SHA256).';

create index record_process_instance on ${schema}.record (process_instance_key, position)
  where process_instance_key is not null;
create index record_parent_process_instance on ${schema}.record (parent_process_instance_key)
  where parent_process_instance_key is not null;
create index record_element_instance on ${schema}.record (element_instance_key, position)
  where element_instance_key is not null;
create index record_user_task on ${schema}.record (user_task_key, position)
  where user_task_key is not null;
create index record_value_type on ${schema}.record (value_type, partition_id, position)
  where value_type not in ('PROCESS_INSTANCE', 'VARIABLE', 'JOB');

create table ${schema}.progress (
  partition_id     integer     primary key,
  stored_position  bigint      not null,
  broker_version   text        not null,
  updated_at       timestamptz not null
);

comment on table ${schema}.progress is
  'Per partition the last stored record, written in the same transaction: proves a missing end of the history.';

create table ${schema}.purge (
  purged_at timestamptz not null default now(),
  rows      bigint      not null
);

comment on table ${schema}.purge is
  'One row per cluster purge that emptied the history: the deletion itself stays on record.';

create view ${schema}.gap as
select r.partition_id,
       r.position,
       r.previous_position,
       before.position as found_previous_position,
       case
         when r.previous_position is null then 'restarted'
         when before.position is null or before.position < r.previous_position then 'missing'
         else 'inserted'
       end as kind
  from ${schema}.record r
  left join lateral (
         select b.position
           from ${schema}.record b
          where b.partition_id = r.partition_id and b.position < r.position
          order by b.position desc
          limit 1) before on true
 where before.position is distinct from r.previous_position
union all
select p.partition_id,
       null,
       p.stored_position,
       last.position,
       'missing'
  from ${schema}.progress p
  left join lateral (
         select b.position
           from ${schema}.record b
          where b.partition_id = p.partition_id
          order by b.position desc
          limit 1) last on true
 where last.position is null or last.position < p.stored_position;

comment on view ${schema}.gap is
  'Where the chain of previous positions does not match the rows. missing: rows were deleted; inserted: a row that the exporter did not write; restarted: the exporter lost its memory, so that completeness before this row cannot be proven. A null position means that the end of the partition is missing.';
