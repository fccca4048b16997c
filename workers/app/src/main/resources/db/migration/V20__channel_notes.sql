-- What a channel has learned of its system: where conversations are, how people are called there.
create table channel_note (
  channel  text not null,
  name     text not null,
  content  text not null,
  noted_at timestamptz not null,
  primary key (channel, name)
);
