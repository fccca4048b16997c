-- Who is who, for teams that keep their people here instead of in a file.

create table person (
  id       text primary key,
  name     text not null,
  disabled boolean not null
);

create table person_group (
  person     text not null references person,
  group_name text not null,
  primary key (person, group_name)
);
create index person_group_name on person_group (group_name);

-- A name in another system belongs to one person.
create table linked_identity (
  system  text not null check (system <> 'directory'),
  subject text not null,
  person  text not null references person,
  primary key (system, subject)
);
create index linked_identity_person on linked_identity (person);

create table agent (
  id       text primary key,
  name     text not null,
  owner    text not null references person,
  disabled boolean not null
);

create table directory_change (
  id         uuid primary key,
  position   bigint generated always as identity unique,
  changed_by text not null,
  subject    text not null,
  change     text not null,
  changed_at timestamptz not null
);
