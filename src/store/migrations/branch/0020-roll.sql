-- The roll: who is in the union. That is special-category data (UK GDPR, article 9), so all that is
-- known of a person is sealed in one field under the house's key, which lies outside the database.
-- Only keyed prints of mail and number are there to find somebody by.

create table branch.member (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  standing text not null check (standing in ('member', 'former', 'contact')),
  email_print bytea check (length(email_print) = 32),
  number_print bytea check (length(number_print) = 32),
  sealed bytea not null,
  version integer not null default 1 check (version >= 1),
  added_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (organisation, id),
  unique (organisation, email_print),
  unique (organisation, number_print)
);

-- Offices, dated; an ended one stays as history. The name and channels by which whoever holds it is
-- shown are sealed too; `is_public` says that they agreed to be shown to anybody, and since when.
create table branch.office (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  member uuid not null,
  role text not null check (role in ('rep', 'officer', 'roll-keeper')),
  title text not null check (length(title) between 1 and 100),
  site uuid,
  team uuid check (team is null or site is not null),
  from_day date not null,
  -- The last day; null while it has none.
  until_day date check (until_day >= from_day),
  is_public boolean not null default false,
  consented_on date,
  sealed bytea not null,
  given_by uuid,
  given_at timestamptz not null,
  version integer not null default 1 check (version >= 1),
  primary key (organisation, id),
  foreign key (organisation, member) references branch.member (organisation, id),
  check (is_public = (consented_on is not null))
);

create index office_by_member on branch.office (organisation, member);

-- Who opened whose entry, and why. Each member reads what is here about themselves.
create table branch.roll_look (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  member uuid not null,
  looked_by uuid not null,
  reason text not null check (reason in (
    'member-asked', 'case', 'meeting', 'membership', 'office', 'correct', 'export'
  )),
  at timestamptz not null,
  primary key (organisation, id),
  foreign key (organisation, member) references branch.member (organisation, id) on delete cascade
);

create index roll_look_by_member on branch.roll_look (organisation, member, at desc);

-- A membership list brought in. `sealed` holds what was read until somebody decides, and nothing after.
create table branch.roll_import (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  number integer not null check (number >= 1),
  state text not null check (state in ('checked', 'accepted', 'discarded', 'undone')),
  sealed bytea check (sealed is null or state = 'checked'),
  added integer not null default 0,
  changed integer not null default 0,
  ended integer not null default 0,
  made_by uuid,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  version integer not null default 1 check (version >= 1),
  primary key (organisation, id),
  unique (organisation, number)
);

-- What an accepted list did to whom, with the entry as it was before: kept until the next list is accepted.
create table branch.roll_import_row (
  organisation uuid not null,
  import uuid not null,
  member uuid not null,
  did text not null check (did in ('added', 'changed', 'ended')),
  -- The entry's version as the list left it: another means that somebody has changed it since.
  version_after integer not null,
  before bytea,
  primary key (organisation, import, member),
  foreign key (organisation, import) references branch.roll_import (organisation, id) on delete cascade,
  check ((before is null) = (did = 'added'))
);

-- Copies of the roll: asked by one person for a reason, agreed by another, taken once within a day.
create table branch.roll_export (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  reason bytea not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  answered_by uuid check (answered_by <> asked_by),
  answered_at timestamptz,
  agreed boolean,
  taken_at timestamptz,
  people integer,
  primary key (organisation, id),
  foreign key (organisation, asked_by) references branch.member (organisation, id),
  foreign key (organisation, answered_by) references branch.member (organisation, id),
  check ((answered_by is null) = (answered_at is null) and (answered_by is null) = (agreed is null)),
  check (taken_at is null or (agreed and taken_at between answered_at and answered_at + interval '24 hours'))
);

-- Whether the branch lets the roll be copied at all; without a row it does not.
create table branch.roll_setting (
  organisation uuid primary key references branch.organisation (id) on delete cascade,
  exports boolean not null,
  changed_by uuid,
  changed_at timestamptz not null
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'member', 'office', 'roll_look', 'roll_import', 'roll_import_row', 'roll_export', 'roll_setting'
  ] loop
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

-- An entry is for the house's own work, for the roll's keepers, and for whom it is about.
create policy of_the_roll on branch.member as restrictive
  using (
    (select current_setting('app.sees', true)) = 'house'
    or (select current_setting('app.roll', true)) = 'on'
    or id = (select nullif(current_setting('app.member', true), '')::uuid)
  )
  with check (
    (select current_setting('app.sees', true)) = 'house'
    or (select current_setting('app.roll', true)) = 'on'
    or id = (select nullif(current_setting('app.member', true), '')::uuid)
  );

-- Offices are for members; for anybody those whose holder agreed. Officers give and end them.
create policy in_sight on branch.office as restrictive for select
  using (
    (select branch.reach(current_setting('app.sees', true))) >= 2
    or (is_public and (select branch.reach(current_setting('app.sees', true))) >= 1)
  );
create policy given_by_officers on branch.office as restrictive for insert
  with check ((select branch.reach(current_setting('app.sees', true))) >= 4);
-- Whoever holds one changes how it shows them.
create policy changed_by_officers on branch.office as restrictive for update
  using (
    (select branch.reach(current_setting('app.sees', true))) >= 4
    or member = (select nullif(current_setting('app.member', true), '')::uuid)
  );

-- Only whom it is about reads who looked; whoever looks writes under their own name.
create policy about_oneself on branch.roll_look as restrictive for select
  using (
    (select current_setting('app.sees', true)) = 'house'
    or member = (select nullif(current_setting('app.member', true), '')::uuid)
  );
create policy by_oneself on branch.roll_look as restrictive for insert
  with check (
    (select current_setting('app.sees', true)) = 'house'
    or looked_by = (select nullif(current_setting('app.member', true), '')::uuid)
  );

create policy of_the_roll on branch.roll_import as restrictive
  using (
    (select current_setting('app.sees', true)) = 'house'
    or (select current_setting('app.roll', true)) = 'on'
  );
create policy of_the_roll on branch.roll_import_row as restrictive
  using (
    (select current_setting('app.sees', true)) = 'house'
    or (select current_setting('app.roll', true)) = 'on'
  );
create policy keepers_and_officers on branch.roll_export as restrictive
  using (
    (select current_setting('app.roll', true)) = 'on'
    or (select branch.reach(current_setting('app.sees', true))) >= 4
  );
create policy in_sight on branch.roll_setting as restrictive for select
  using ((select branch.reach(current_setting('app.sees', true))) >= 2);
create policy changed_by_officers on branch.roll_setting as restrictive for update
  using ((select branch.reach(current_setting('app.sees', true))) >= 4);
create policy set_by_officers on branch.roll_setting as restrictive for insert
  with check ((select branch.reach(current_setting('app.sees', true))) >= 4);
