-- Where each worker stood on the day of each accepted import, and the register of those who stood
-- over the line for as long as the agreement says. An entry is never removed: undoing the import
-- that opened it marks it withdrawn.

create table council.worker_standing (
  organisation uuid not null,
  import uuid not null,
  -- The worker as addresses know them: the same from import to import.
  reference uuid not null,
  worker text not null,
  team text,
  -- Basis points; null where no percentage can be given.
  utilisation integer check (utilisation >= 0),
  state text not null check (state in ('known', 'cannot-receive', 'unknown')),
  standing text not null check (standing in ('within', 'over-safe', 'over-hard', 'unknown')),
  holds_without_capacity boolean not null,
  -- Under whose weights: counted anew where another agreement is in force.
  agreement text not null,
  primary key (organisation, import, reference),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

create table council.register_entry (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  reference uuid not null,
  worker text not null,
  team text,
  -- First day seen over the line, the day on which the agreed weeks had passed, the day it was entered.
  since date not null,
  sustained_on date not null,
  entered_on date not null,
  entered_at timestamptz not null,
  -- The import that showed it.
  import uuid not null,
  -- As agreed when it was entered; a later agreement changes none of it.
  clause text not null check (length(clause) between 1 and 200),
  agreement text not null,
  version text not null,
  line integer not null check (line > 0),
  weeks integer not null check (weeks > 0),
  -- Who answers in turn: [{ role, workingDays, clause }].
  ladder jsonb not null,
  -- The team's manager on that day, where there was one alone.
  accountable uuid,
  state text not null default 'open' check (state in ('open', 'closed', 'withdrawn')),
  -- The day seen at or under the line, and the import that showed it.
  closed_on date,
  closed_by uuid,
  -- Rungs whose days ran out without an answer, as far as it was noted.
  missed integer not null default 0 check (missed >= 0),
  primary key (organisation, id),
  foreign key (organisation, import) references council.import (organisation, id),
  foreign key (organisation, closed_by) references council.import (organisation, id),
  foreign key (organisation, accountable) references council.account (organisation, id),
  check ((state = 'closed') = (closed_on is not null and closed_by is not null))
);

create unique index register_entry_one_open on council.register_entry (organisation, reference)
  where state = 'open';

create table council.register_answer (
  organisation uuid not null,
  entry uuid not null,
  number integer not null check (number > 0),
  -- Whose turn was answered: place in the entry's ladder, from 0.
  rung integer not null check (rung >= 0),
  action text not null check (length(action) between 1 and 40),
  words text not null check (length(words) between 1 and 4000),
  outcome text not null check (length(outcome) between 1 and 40),
  by_name text not null check (length(by_name) between 1 and 200),
  account uuid,
  on_day date not null,
  at timestamptz not null,
  primary key (organisation, entry, number),
  foreign key (organisation, entry) references council.register_entry (organisation, id)
);

create trigger written_once before update or delete on council.register_answer
  for each row execute function council.written_once();

create function council.register_entry_stands() returns trigger
language plpgsql set search_path = pg_catalog as $$
declare
  moves constant text[] := array['state', 'closed_on', 'closed_by', 'missed'];
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - moves) is distinct from (to_jsonb(old) - moves)
    or (old.state = 'withdrawn' and new.state <> 'withdrawn') or new.missed < old.missed then
    raise exception 'What the register says stands: an entry is closed or withdrawn, never changed or removed';
  end if;
  return new;
end
$$;

create trigger register_entry_stands before update or delete on council.register_entry
  for each row execute function council.register_entry_stands();

do $$
declare
  name text;
begin
  foreach name in array array['worker_standing', 'register_entry', 'register_answer'] loop
    execute format('alter table council.%I enable row level security', name);
    execute format('alter table council.%I force row level security', name);
    execute format(
      'create policy own_organisation on council.%I
         using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
         with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))',
      name
    );
  end loop;
  -- As far as one sees workers: see 0021.
  foreach name in array array['worker_standing', 'register_entry'] loop
    execute format(
      'create policy in_sight on council.%I as restrictive for select using (
         (select current_setting(''app.sees'', true)) in (''house'', ''service'')
         or (
           (select current_setting(''app.sees'', true)) = ''some''
           and (
             team in (select unnest(string_to_array(current_setting(''app.teams'', true), e''\x1f'')))
             or worker in (select unnest(string_to_array(current_setting(''app.workers'', true), e''\x1f'')))
           )
         )
       )', name);
  end loop;
end
$$;

create policy in_sight on council.register_answer as restrictive for select using (
  exists (
    select from council.register_entry e
    where e.organisation = register_answer.organisation and e.id = register_answer.entry
  )
);
