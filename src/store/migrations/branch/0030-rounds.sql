-- Who said that they come to a visit: one answer a member, seen by themselves; reps get counts, which
-- the house makes.
create table branch.visit_answer (
  organisation uuid not null,
  visit uuid not null,
  member uuid not null,
  answer text not null check (answer in ('coming', 'maybe', 'not')),
  at timestamptz not null,
  primary key (organisation, visit, member),
  foreign key (organisation, visit) references branch.record (organisation, id) on delete cascade,
  foreign key (organisation, member) references branch.member (organisation, id) on delete cascade
);

create index visit_answer_by_member on branch.visit_answer (organisation, member);

-- Guests who said so on a public page: how many, and nothing else of them.
create table branch.visit_guests (
  organisation uuid not null,
  visit uuid not null,
  people integer not null check (people >= 0),
  primary key (organisation, visit),
  foreign key (organisation, visit) references branch.record (organisation, id) on delete cascade
);

-- Whom the house wrote to the day before a visit, so that nobody is written to twice.
create table branch.visit_reminder (
  organisation uuid not null,
  visit uuid not null,
  member uuid not null,
  -- The day of the visit as the message said it: a visit that moves is another reminder.
  on_day date not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'waiting')),
  try_after timestamptz,
  at timestamptz not null,
  primary key (organisation, visit, member, on_day),
  foreign key (organisation, visit) references branch.record (organisation, id) on delete cascade,
  foreign key (organisation, member) references branch.member (organisation, id) on delete cascade
);

-- A member's calendar feed. Its secret is nowhere but with them.
create table branch.calendar_feed (
  organisation uuid not null,
  member uuid not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  made_at timestamptz not null,
  last_read_at timestamptz,
  primary key (organisation, member),
  unique (organisation, secret_hash),
  foreign key (organisation, member) references branch.member (organisation, id) on delete cascade
);

-- What feeds have shown to whoever sees so far: under one name for ever, with a number that rises by
-- each change.
create table branch.calendar_entry (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  seen_by text not null check (seen_by in ('public', 'members', 'reps', 'officers')),
  uid text not null check (uid ~ '^[a-z0-9-]{1,100}$'),
  sequence integer not null check (sequence >= 0),
  changed_at timestamptz not null,
  -- Day, time, title, place and page.
  facts json not null,
  cancelled boolean not null,
  primary key (organisation, seen_by, uid)
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'visit_answer', 'visit_guests', 'visit_reminder', 'calendar_feed', 'calendar_entry'
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
  foreach name in array array['visit_answer', 'calendar_feed'] loop
    execute format(
      'create policy ones_own on branch.%I as restrictive
         using (
           (select current_setting(''app.sees'', true)) = ''house''
           or member = (select nullif(current_setting(''app.member'', true), '''')::uuid)
         )
         with check (
           (select current_setting(''app.sees'', true)) = ''house''
           or member = (select nullif(current_setting(''app.member'', true), '''')::uuid)
         )',
      name
    );
  end loop;
  foreach name in array array['visit_guests', 'visit_reminder', 'calendar_entry'] loop
    execute format(
      'create policy of_the_house on branch.%I as restrictive
         using ((select current_setting(''app.sees'', true)) = ''house'')
         with check ((select current_setting(''app.sees'', true)) = ''house'')',
      name
    );
  end loop;
end
$$;
