-- Rounds that are ended from outside, people who stand in for others, comments.

-- The revision counts what changed about a round's seats; a decision may name the one it was made on.
alter table review_round
  add column revision      integer not null default 1,
  add column ended_by      text,
  add column superseded_by text,
  add check (superseded_by is null or verdict = 'SUPERSEDED');

-- A seat may be offered to one group after another.
alter table review_seat
  alter column escalated_to type text[]
    using case when escalated_to is null then '{}' else array[escalated_to] end,
  alter column escalated_to set default '{}',
  alter column escalated_to set not null;

alter table review_refusal add column attempt text not null default 'DECIDE';

alter table review_vote add column in_place_of text;
alter table review_vote add check (in_place_of is null or in_place_of <> person);

-- Everyone whose say in a round is used up: whoever voted, and the person in whose place they did.
create table review_voice (
  round_id uuid not null references review_round,
  person   text not null,
  vote_id  uuid not null references review_vote,
  primary key (round_id, person)
);
insert into review_voice select round_id, person, id from review_vote;

create table review_delegation (
  id         uuid primary key,
  delegator  text not null,
  delegate   text not null,
  group_name text,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  created_by text not null,
  created_at timestamptz not null,
  ended_at   timestamptz,
  check (delegator <> delegate),
  check (created_by = delegator),
  check (starts_at < ends_at)
);
create index review_delegation_delegate on review_delegation (delegate, ends_at);
create index review_delegation_delegator on review_delegation (delegator);

create table review_comment (
  id       uuid primary key,
  round_id uuid not null references review_round,
  author   text not null,
  words    text not null,
  said_at  timestamptz not null
);
create index review_comment_round on review_comment (round_id, said_at);
