-- The agreement desk. Texts and releases that the branch keeps are never changed: each is its own
-- canonical text with its hash, where it came from and when.
create table branch.desk_copy (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('agreement', 'evidence')),
  canonical text not null check (length(canonical) between 2 and 4000000),
  sha256 bytea not null check (sha256 = sha256(convert_to(canonical, 'UTF8'))),
  came_from text not null check (came_from in ('file', 'fetched')),
  -- Where it was fetched; null for a file.
  address text check (length(address) between 1 and 500),
  by_member uuid,
  at timestamptz not null,
  primary key (organisation, id),
  unique (organisation, kind, sha256),
  check ((came_from = 'fetched') = (address is not null))
);

-- What the service said of a text each time it said something new: proposed, signed, withdrawn, from when.
create table branch.desk_seen (
  organisation uuid not null,
  copy uuid not null,
  number integer not null check (number >= 1),
  facts jsonb not null,
  at timestamptz not null,
  primary key (organisation, copy, number),
  foreign key (organisation, copy) references branch.desk_copy (organisation, id) on delete cascade
);

-- Where the service publishes, if it does; nothing is asked of it unless somebody says so.
create table branch.desk_source (
  organisation uuid primary key references branch.organisation (id) on delete cascade,
  address text not null check (length(address) between 1 and 500),
  daily boolean not null,
  tried_at timestamptz,
  -- How the last try ended, as the page says it.
  outcome text check (length(outcome) <= 1000),
  went_well boolean
);

-- The branch's signature under a text: once, by an officer, with the office held on that day.
create table branch.desk_signature (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  copy uuid not null,
  member uuid not null,
  -- The statement as it is handed over: name, office, day, hash of the text.
  statement text not null check (length(statement) between 2 and 20000),
  on_day date not null,
  at timestamptz not null,
  primary key (organisation, id),
  unique (organisation, copy),
  foreign key (organisation, copy) references branch.desk_copy (organisation, id)
);

-- What the branch answered the service after a consultation: frozen, with its hash.
create table branch.desk_submission (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  consultation uuid not null,
  words text not null check (length(words) between 1 and 200000),
  sha256 bytea not null check (sha256 = sha256(convert_to(words, 'UTF8'))),
  on_day date not null,
  reply_by date,
  by_member uuid not null,
  replied_on date,
  reply text check (length(reply) between 1 and 20000),
  primary key (organisation, id),
  unique (organisation, consultation),
  foreign key (organisation, consultation) references branch.record (organisation, id),
  check ((replied_on is null) = (reply is null))
);

-- What one member says of one clause: theirs alone to see and to change until it closes. No time of
-- day is kept: it would tell who answered when. What came late stays apart.
create table branch.consultation_answer (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  consultation uuid not null,
  -- Null for a guest by link.
  member uuid,
  guest uuid,
  clause text not null check (length(clause) <= 200),
  words text not null check (length(words) between 1 and 4000),
  -- Whether officers may see who said it.
  named boolean not null,
  late boolean not null,
  on_day date not null,
  primary key (organisation, id),
  foreign key (organisation, consultation) references branch.record (organisation, id) on delete cascade,
  check (member is null or guest is null)
);

create unique index consultation_answer_one on branch.consultation_answer
  (organisation, consultation, member, clause, late) where member is not null;

create function branch.stands() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'What was kept here stands as it is';
end
$$;

create trigger stands before update on branch.desk_copy
  for each row execute function branch.stands();
create trigger stands before update on branch.desk_seen
  for each row execute function branch.stands();
create trigger stands before update on branch.desk_signature
  for each row execute function branch.stands();

create function branch.submission_stands() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if (new.organisation, new.id, new.consultation, new.words, new.sha256, new.on_day, new.reply_by, new.by_member)
     is distinct from
     (old.organisation, old.id, old.consultation, old.words, old.sha256, old.on_day, old.reply_by, old.by_member)
     or old.replied_on is not null then
    raise exception 'What was submitted, and a reply that was noted, stand as they are';
  end if;
  return new;
end
$$;

create trigger stands before update on branch.desk_submission
  for each row execute function branch.submission_stands();

do $$
declare
  name text;
begin
  foreach name in array array[
    'desk_copy', 'desk_seen', 'desk_source', 'desk_signature', 'desk_submission', 'consultation_answer'
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
  -- Members read what the desk keeps; officers write it. A guest sees what is put to them through the house.
  foreach name in array array['desk_copy', 'desk_seen', 'desk_source', 'desk_signature', 'desk_submission']
  loop
    execute format(
      'create policy in_sight on branch.%I as restrictive
         using ((select branch.reach(current_setting(''app.sees'', true))) >= 2)
         with check ((select branch.reach(current_setting(''app.sees'', true))) >= 4)',
      name
    );
  end loop;
end
$$;

-- An officer reads no answer but their own: the house counts, and says what was said without a name.
create policy in_sight on branch.consultation_answer as restrictive
  using (
    (select current_setting('app.sees', true)) = 'house'
    or member = (select nullif(current_setting('app.member', true), '')::uuid)
  )
  with check (
    (select current_setting('app.sees', true)) = 'house'
    or member = (select nullif(current_setting('app.member', true), '')::uuid)
  );
