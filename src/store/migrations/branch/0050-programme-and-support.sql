-- What members said when they were asked about a proposal: one answer a member, seen by themselves
-- alone; the house counts. No time of day is kept: it would tell who answered when.
create table branch.support (
  organisation uuid not null,
  -- The proposal that was put to them.
  question uuid not null,
  member uuid not null,
  answer text not null check (answer in ('agree', 'disagree', 'pass')),
  on_day date not null,
  primary key (organisation, question, member),
  foreign key (organisation, question) references branch.record (organisation, id) on delete cascade
);

-- The programme as it was published: a number, a day, and every word of it. Never changed after.
create table branch.programme_version (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  number integer not null check (number >= 1),
  on_day date not null,
  body jsonb not null,
  by_member uuid,
  at timestamptz not null,
  primary key (organisation, number)
);

create function branch.programme_stays() returns trigger
language plpgsql as $$
begin
  raise exception 'a published programme stays as it was published';
end
$$;

create trigger stays before update on branch.programme_version
  for each row execute function branch.programme_stays();

do $$
declare
  name text;
begin
  foreach name in array array['support', 'programme_version'] loop
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

-- An officer reads no answer but their own.
create policy in_sight on branch.support as restrictive
  using (
    (select current_setting('app.sees', true)) = 'house'
    or member = (select nullif(current_setting('app.member', true), '')::uuid)
  )
  with check (
    (select current_setting('app.sees', true)) = 'house'
    or member = (select nullif(current_setting('app.member', true), '')::uuid)
  );

-- Published is for everybody; only officers publish.
create policy published_by_officers on branch.programme_version as restrictive for insert
  with check ((select branch.reach(current_setting('app.sees', true))) >= 4);

-- Whatever page or program writes it, a big item is closed with what came of it.
alter table branch.record add constraint big_item_closes_with_its_outcome check (
  kind <> 'big-item'
  or body ->> 'closedOn' is null
  or coalesce(btrim(body ->> 'outcome'), '') <> ''
);
