-- What tells people what waits for them: a calendar feed each may have, a message by mail a day, and
-- what each chose. An overload that ended because the worker left the service: said, and counted apart.
-- And rows of files that name a child whose record is closed to the reader.

-- The feed's address is a secret: whoever has it reads the feed, so only its hash is here.
create table council.calendar_feed (
  organisation uuid not null,
  account uuid not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  made_at timestamptz not null,
  last_read_at timestamptz,
  primary key (organisation, account),
  unique (organisation, secret_hash),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

-- What the feed has shown, so that a calendar knows a moved entry from a new one, and that one ended.
create table council.calendar_entry (
  organisation uuid not null,
  account uuid not null,
  what text not null check (length(what) between 1 and 40),
  -- What it is about: never shown, and no child or worker.
  about text not null check (length(about) between 1 and 200),
  id uuid not null default gen_random_uuid(),
  starts text not null check (length(starts) between 10 and 30),
  sequence integer not null default 0 check (sequence >= 0),
  changed_at timestamptz not null,
  -- Waits for this person no more.
  cancelled_at timestamptz,
  primary key (organisation, account, what, about),
  foreign key (organisation, account) references council.calendar_feed (organisation, account) on delete cascade
);

-- One message a person a day, whichever process sends it.
create table council.digest (
  organisation uuid not null,
  account uuid not null,
  on_day date not null,
  -- sending: handed to the mail server, whose word is awaited; where the process died or the line broke
  -- over it nobody knows, and it is not sent again. waiting: the server did not take it; tried again.
  state text not null check (state in ('sending', 'sent', 'nothing', 'waiting', 'refused')),
  tries integer not null check (tries > 0),
  try_after timestamptz not null,
  primary key (organisation, account, on_day),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

create table council.digest_off (
  organisation uuid not null,
  account uuid not null,
  at timestamptz not null,
  primary key (organisation, account),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['calendar_feed', 'calendar_entry', 'digest', 'digest_off'] loop
    execute format('alter table council.%I enable row level security', name);
    execute format('alter table council.%I force row level security', name);
    execute format(
      'create policy own_organisation on council.%I
         using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
         with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))',
      name
    );
    execute format(
      'create policy house_alone on council.%I as restrictive
         using ((select current_setting(''app.sees'', true)) = ''house'')', name);
  end loop;
end
$$;

-- Closed because the worker is in the files no more, not because a day was seen at or under the line.
alter table council.register_entry
  add column left_files boolean not null default false,
  add constraint left_files_is_closed check (not left_files or state = 'closed');

create or replace function council.register_entry_stands() returns trigger
language plpgsql set search_path = pg_catalog as $$
declare
  moves constant text[] := array['state', 'closed_on', 'closed_by', 'left_files', 'missed'];
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - moves) is distinct from (to_jsonb(old) - moves)
    or (old.state = 'withdrawn' and new.state <> 'withdrawn') or new.missed < old.missed then
    raise exception 'What the register says stands: an entry is closed or withdrawn, never changed or removed';
  end if;
  return new;
end
$$;

-- Whether a row of a file names a child whose record is closed to who asks: any cell, as child ids
-- are read (spaces and a trailing “.0” gone, in capitals).
create function council.names_closed(cells json) returns boolean
language sql stable parallel safe set search_path = pg_catalog as $$
  select coalesce(current_setting('app.closed', true), '') <> '' and exists (
    select from json_array_elements_text(cells) as cell (words)
    where regexp_replace(
        upper(regexp_replace(words, '[\s\u00a0\u200b-\u200d\u2060\ufeff]+', '', 'g')), '\.0+$', ''
      ) in (
        select regexp_replace(closed, '\s+', '', 'g')
        from unnest(string_to_array(current_setting('app.closed', true), e'\x1f')) as closed
      )
  )
$$;

drop policy in_sight on council.source_row;

create policy in_sight on council.source_row as restrictive for select using (
  (select current_setting('app.sees', true)) = 'house'
  or (
    (
      (select current_setting('app.sees', true)) = 'service'
      or (
        (select current_setting('app.sees', true)) = 'some'
        and (header || ':' || row) in (
          select unnest(string_to_array(current_setting('app.rows', true), e'\x1f'))
        )
      )
    )
    and not council.names_closed(cells)
  )
);
