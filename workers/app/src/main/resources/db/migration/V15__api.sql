-- Answers under the keys that callers chose for their requests; a request without an answer is under way.
create table idempotent_request (
  caller          text not null,
  idempotency_key text not null,
  request_digest  text not null,
  started_at      timestamptz not null,
  expires_at      timestamptz not null,
  status          integer,
  content_type    text,
  body            bytea,
  primary key (caller, idempotency_key),
  check ((status is null) = (body is null) and (status is null) = (content_type is null))
);
create index idempotent_request_expiry on idempotent_request (expires_at);

-- How often one identity was refused lately.
create index review_refusal_identity on review_refusal (identity, refused_at);

-- Until when an identity provider has told which of the groups that it decides on a person is in.
create table claimed_groups (
  person text not null,
  issuer text not null,
  as_of  timestamptz not null,
  primary key (person, issuer)
);
