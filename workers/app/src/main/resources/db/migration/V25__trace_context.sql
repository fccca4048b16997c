-- Where the trace of a request goes on (W3C Trace Context): beside the sealed action or the release, never in its digest.
create table trace_context (
  subject_id  uuid primary key,
  traceparent text not null check (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'),
  kept_at     timestamptz not null default now()
);
