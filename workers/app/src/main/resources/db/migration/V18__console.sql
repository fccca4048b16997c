-- The overview looks at what ended last, and at what is open.
create index review_round_settled on review_round (settled_at desc) where settled_at is not null;
create index review_round_waiting on review_round (deadline) where verdict is null;
create index masking_run_finished on masking_run (finished_at desc);
-- A changed request is held against the one that it took the place of.
create index review_round_digest on review_round (subject_digest);
