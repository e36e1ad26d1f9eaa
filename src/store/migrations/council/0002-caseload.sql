-- The caseload of one import, as the status rules made it. `facts` is the record as it stands, in
-- type json: it is only ever read whole, and json comes back without being built anew. Columns
-- beside it are the ones that are searched by.

create table council.team (
  organisation uuid not null,
  import uuid not null,
  -- The same for a team in every import: made from the organisation's key and the team's id.
  id uuid not null,
  position integer not null,
  team text not null,
  name text not null,
  parent text,
  primary key (organisation, import, id),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

create table council.worker (
  organisation uuid not null,
  import uuid not null,
  id uuid not null,
  position integer not null,
  worker text not null,
  team text,
  facts json not null,
  primary key (organisation, import, id),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

create index worker_by_team on council.worker (organisation, import, team);
create index worker_by_worker on council.worker (organisation, import, worker);

create table council."case" (
  organisation uuid not null,
  import uuid not null,
  id uuid not null,
  position integer not null,
  child text not null,
  status text not null,
  team text,
  holder text not null check (holder in ('worker', 'unallocated', 'phantom')),
  -- The worker who holds it, or the known worker behind a phantom.
  worker text,
  family text,
  facts json not null,
  primary key (organisation, import, id),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

create index case_by_team on council."case" (organisation, import, team);
create index case_by_worker on council."case" (organisation, import, worker);
create index case_by_family on council."case" (organisation, import, family) where family is not null;
create index case_by_child on council."case" (organisation, child);

create table council.finding (
  organisation uuid not null,
  import uuid not null,
  -- Order of the reading, from 1.
  number integer not null,
  code text not null,
  effect text not null check (effect in ('row-left-out', 'cell-not-used', 'question', 'notice')),
  changes_figures boolean not null,
  file text not null,
  sheet text,
  question text,
  facts json not null,
  primary key (organisation, import, number),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

create index finding_by_code on council.finding (organisation, import, code, number);
create index finding_by_question on council.finding (organisation, import, number)
  where question is not null;

-- Headers are kept once for all rows that share them.
create table council.source_header (
  organisation uuid not null,
  import uuid not null,
  number integer not null,
  file text not null,
  sheet text not null,
  headers json not null,
  primary key (organisation, import, number),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

create index source_header_by_sheet on council.source_header (organisation, import, file, sheet);

create table council.source_row (
  organisation uuid not null,
  import uuid not null,
  header integer not null,
  row integer not null,
  cells json not null,
  primary key (organisation, import, header, row),
  foreign key (organisation, import, header)
    references council.source_header (organisation, import, number) on delete cascade
);
