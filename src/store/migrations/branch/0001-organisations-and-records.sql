-- The union branch's own database. Every table leads with its organisation, in its key, its foreign
-- keys and its policy; a login that has not said for which it works, and with whose eyes, sees nothing.

create table branch.organisation (
  id uuid primary key,
  slug text not null unique
    check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('demonstration', 'own')),
  settings json not null,
  version integer not null default 1,
  created_at timestamptz not null
);

-- How far eyes reach: `house` is the branch's own work, nobody's page.
create function branch.reach(sees text) returns integer
language sql immutable parallel safe as $$
  select case sees
    when 'house' then 9 when 'officers' then 4 when 'reps' then 3 when 'members' then 2
    when 'guest' then 1 when 'public' then 1 else 0 end
$$;

-- What people write together: concerns, demands, meetings, promises, wins. `number` is the version
-- that stands.
create table branch.record (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  audience text not null check (audience in ('public', 'members', 'reps', 'officers')),
  number integer not null check (number >= 1),
  body jsonb not null,
  -- Members, by their ids on the roll; null where the house itself wrote.
  made_by uuid,
  made_at timestamptz not null,
  saved_by uuid,
  saved_at timestamptz not null,
  removed_at timestamptz,
  primary key (organisation, id)
);

create index record_by_kind on branch.record (organisation, kind, made_at);

-- Every version ever saved. `aside`: another had saved since it was begun, so it did not take the
-- record's place; its words are kept until somebody settles them.
create table branch.record_version (
  organisation uuid not null,
  record uuid not null,
  number integer not null check (number >= 1),
  based_on integer not null check (based_on >= 0),
  aside boolean not null,
  body jsonb not null,
  by_member uuid,
  at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  primary key (organisation, record, number),
  foreign key (organisation, record) references branch.record (organisation, id) on delete cascade,
  check (settled_at is null or aside)
);

-- What was done beside records: never changed, never removed.
create table branch.note (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  what text not null check (what ~ '^[a-z][a-z.-]{0,59}$'),
  about uuid,
  details json not null,
  by_member uuid,
  at timestamptz not null,
  primary key (organisation, id)
);

create index note_by_time on branch.note (organisation, at desc);

-- Requests that take effect once, however often they come.
create table branch.once (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  account uuid not null,
  key_hash bytea not null check (length(key_hash) = 32),
  asked_hash bytea not null check (length(asked_hash) = 32),
  answer bytea,
  at timestamptz not null default now(),
  primary key (organisation, account, key_hash)
);

-- Words that belong to one member alone (an answer, a choice) are in tables of their own; what stands
-- in `app.member` is who looks.
do $$
declare
  name text;
begin
  foreach name in array array['record', 'record_version', 'note', 'once'] loop
    execute format('alter table branch.%I enable row level security', name);
    execute format('alter table branch.%I force row level security', name);
    execute format(
      'create policy own_organisation on branch.%I
         using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
         with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))',
      name
    );
  end loop;
end
$$;

-- Within their reach, or written by themselves: a member reads their own proposal, wherever it lies.
create policy in_sight on branch.record as restrictive
  using (
    branch.reach(audience) <= (select branch.reach(current_setting('app.sees', true)))
    or made_by = (select nullif(current_setting('app.member', true), '')::uuid)
  )
  with check (
    branch.reach(audience) <= (select branch.reach(current_setting('app.sees', true)))
    or made_by = (select nullif(current_setting('app.member', true), '')::uuid)
  );

create policy in_sight on branch.record_version as restrictive
  using (exists (
    select 1 from branch.record r
    where r.organisation = record_version.organisation and r.id = record_version.record
  ));

create policy in_sight on branch.note as restrictive for select
  using ((select branch.reach(current_setting('app.sees', true))) >= 4);

alter table branch.organisation enable row level security;
alter table branch.organisation force row level security;

create policy own_organisation on branch.organisation
  using (id = (select nullif(current_setting('app.organisation', true), '')::uuid))
  with check (id = (select nullif(current_setting('app.organisation', true), '')::uuid));

create policy directory on branch.organisation for select
  using ((select current_setting('app.directory', true)) = 'on');
