-- Plans: a question about the caseload of one import under one agreement, answered behind the pages.

create table council.plan (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  number integer not null check (number > 0),
  state text not null check (state in ('waiting', 'working', 'ready', 'cancelled', 'failed')),
  import uuid not null,
  agreement text not null check (length(agreement) between 1 and 200),
  agreement_version text not null check (length(agreement_version) between 1 and 60),
  -- SHA-256 of the agreement's document: a version that came to say something else is another.
  agreement_hash bytea not null check (length(agreement_hash) = 32),
  -- The team whose work is shared out, as the import names it; null for the whole service.
  team text,
  asked jsonb not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  progress json,
  problem_code text,
  problem_sentence text,
  -- What the list shows: the busiest before and after, and the moves.
  summary json,
  -- What the pages show, and its certificate: the JSON document, packed with gzip.
  answer json,
  certificate bytea,
  primary key (organisation, id),
  unique (organisation, number),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade,
  check ((state = 'ready') = (answer is not null)),
  check ((state = 'ready') <= (summary is not null and finished_at is not null)),
  check ((state = 'failed') <= (problem_code is not null)),
  check ((problem_code is null) = (problem_sentence is null))
);

alter table council.plan alter column certificate set storage external;

create index plan_by_import on council.plan (organisation, import);

alter table council.plan enable row level security;
alter table council.plan force row level security;

create policy own_organisation on council.plan
  using (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid))
  with check (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid));
