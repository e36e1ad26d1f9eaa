-- Every table leads with its organisation, in its key, its foreign keys and its policy. A login
-- that has not said which organisation it works for sees nothing: the setting is then absent or
-- empty, and no id equals null.

create table council.organisation (
  id uuid primary key,
  slug text not null unique
    check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('demonstration', 'own')),
  settings json not null,
  version integer not null default 1,
  -- Secret of the references that stand in addresses for children, workers and teams.
  reference_key bytea not null check (length(reference_key) = 32),
  created_at timestamptz not null
);

create table council.agreement (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  agreement text not null check (length(agreement) between 1 and 200),
  version text not null check (length(version) between 1 and 60),
  document jsonb not null,
  added_at timestamptz not null,
  primary key (organisation, id),
  unique (organisation, agreement, version)
);

create table council.import (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  number integer not null check (number > 0),
  state text not null check (
    state in ('received', 'reading', 'checked', 'accepted', 'refused', 'undone', 'failed')
  ),
  as_of date,
  received_at timestamptz not null,
  checked_at timestamptz,
  decided_at timestamptz,
  purged_at timestamptz,
  problem_code text,
  problem_sentence text,
  progress json,
  based_on uuid,
  changes json,
  lists json,
  summary json,
  -- What the caseload holds beside its rows: children outside the caseload, counted.
  outside json,
  -- Grows by one at each change of state: a page that shows an older one decides nothing.
  version integer not null default 1,
  primary key (organisation, id),
  unique (organisation, number),
  foreign key (organisation, based_on) references council.import (organisation, id),
  check ((state in ('checked', 'accepted')) <= (as_of is not null and checked_at is not null)),
  check ((state in ('accepted', 'refused', 'undone')) <= (decided_at is not null)),
  check ((state = 'failed') <= (problem_code is not null)),
  check ((problem_code is null) = (problem_sentence is null))
);

create index import_by_day on council.import (organisation, state, as_of desc, decided_at desc);

create table council.upload (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  sha256 bytea not null check (length(sha256) = 32),
  name text not null check (length(name) between 1 and 255),
  size bigint not null check (size >= 0),
  received_at timestamptz not null,
  primary key (organisation, id),
  unique (organisation, sha256)
);

create table council.upload_chunk (
  organisation uuid not null,
  upload uuid not null,
  position integer not null check (position >= 0),
  bytes bytea not null,
  primary key (organisation, upload, position),
  foreign key (organisation, upload) references council.upload (organisation, id) on delete cascade
);

-- Workbooks are compressed already.
alter table council.upload_chunk alter column bytes set storage external;

create table council.import_file (
  organisation uuid not null,
  import uuid not null,
  upload uuid not null,
  -- As its owner named it in this import; the same bytes may come again under another name.
  name text not null check (length(name) between 1 and 255),
  -- Brought over from an earlier import, not sent with this one.
  carried boolean not null default false,
  shape text,
  version text,
  lists json,
  problem_code text,
  problem_sentence text,
  primary key (organisation, import, upload),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade,
  foreign key (organisation, upload) references council.upload (organisation, id),
  check ((problem_code is null) = (problem_sentence is null))
);

create index import_file_by_upload on council.import_file (organisation, upload);

create table council.answer (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- A header as long as a page may stand in a key; the unique index holds its fingerprint.
  key text not null,
  key_print uuid not null generated always as (md5(key)::uuid) stored,
  value text not null,
  remembered boolean not null,
  -- The import it was given for; null where it holds for every later file too.
  import uuid,
  at timestamptz not null,
  primary key (organisation, id),
  unique nulls not distinct (organisation, import, key_print),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade,
  check (remembered = (import is null))
);
