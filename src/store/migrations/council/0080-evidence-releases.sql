-- What of an import was released: kept as it was published, so that none is ever made a second time
-- from other rules and taken from the first. It names nobody, and outlives the rows of its import.

create table council.evidence_release (
  organisation uuid not null,
  import uuid not null,
  import_number integer not null check (import_number > 0),
  as_of date not null,
  -- The canonical text, whose hash is its name outside.
  canonical text not null check (length(canonical) between 2 and 4000000),
  sha256 bytea not null check (sha256 = sha256(convert_to(canonical, 'UTF8'))),
  at timestamptz not null,
  primary key (organisation, import)
);

create trigger written_once before update or delete on council.evidence_release
  for each row execute function council.written_once();

alter table council.evidence_release enable row level security;
alter table council.evidence_release force row level security;

create policy own_organisation on council.evidence_release
  using (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid))
  with check (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid));
