-- Holds go by what is stored of an action in clear: its words are sealed.

create or replace function held_by(subject uuid) returns text language sql stable as $$
  select string_agg(h.matter, ', ' order by h.placed_at, h.id)
  from legal_hold h
    left join (select id, coalesce(outline, canonical)::jsonb as said from sealed_action) a on a.id = subject
  where h.released_at is null
    and (h.action_id is null or h.action_id = subject)
    and (h.dataset is null or h.dataset = a.said #>> '{input,dataset}')
    and (h.person is null or h.person in (a.said ->> 'requestedBy', a.said ->> 'onBehalfOf'))
$$;
