-- A worker's "something here is wrong" about a weight or a count, and the answer it must have.
-- Both stay as they were written.

create table council.figure_query (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- The worker or the case it is about, by the reference that stands in addresses.
  about text not null check (about in ('worker', 'case')),
  reference uuid not null,
  -- The import whose figures were looked at.
  import uuid not null,
  what text not null check (what in ('weight', 'count', 'capacity', 'other')),
  -- The agreement's clause, where one was named.
  clause text check (length(clause) between 1 and 200),
  words text not null check (length(words) between 1 and 4000),
  evidence text not null check (length(evidence) <= 4000),
  by_name text not null check (length(by_name) between 1 and 200),
  at timestamptz not null,
  primary key (organisation, id),
  foreign key (organisation, import) references council.import (organisation, id)
);

create index figure_query_by_reference on council.figure_query (organisation, reference);

create table council.figure_query_answer (
  organisation uuid not null,
  query uuid not null,
  number integer not null check (number > 0),
  -- What comes of it: it is put right at its source, it stands, or it goes to the agreement's table.
  outcome text not null check (outcome in ('put-right', 'stands', 'to-the-table')),
  words text not null check (length(words) between 1 and 4000),
  by_name text not null check (length(by_name) between 1 and 200),
  at timestamptz not null,
  primary key (organisation, query, number),
  foreign key (organisation, query) references council.figure_query (organisation, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['figure_query', 'figure_query_answer'] loop
    execute format(
      'create trigger written_once before update or delete on council.%I
         for each row execute function council.written_once()', name);
    execute format('alter table council.%I enable row level security', name);
    execute format('alter table council.%I force row level security', name);
    execute format(
      'create policy own_organisation on council.%I
         using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
         with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))',
      name
    );
  end loop;
end
$$;
