-- Agents have names in other systems too: those of their identity providers. A name still belongs to one of all.

alter table linked_identity alter column person drop not null;
alter table linked_identity add column agent text references agent;
alter table linked_identity add constraint linked_identity_of_one check ((person is null) <> (agent is null));
create index linked_identity_agent on linked_identity (agent);
