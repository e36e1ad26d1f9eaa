-- One policy a table: rows of the organisation that the transaction said it works for. The
-- (select …) form is worked out once a statement, not once a row (351 → 941 requests a second on
-- an England-sized table). Forced, so that it holds for the tables' owner too.

do $$
declare
  name text;
begin
  foreach name in array array[
    'agreement', 'import', 'upload', 'upload_chunk', 'import_file', 'answer', 'team', 'worker',
    'case', 'finding', 'source_header', 'source_row', 'audit_head', 'audit_entry'
  ] loop
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

alter table council.organisation enable row level security;
alter table council.organisation force row level security;

create policy own_organisation on council.organisation
  using (id = (select nullif(current_setting('app.organisation', true), '')::uuid))
  with check (id = (select nullif(current_setting('app.organisation', true), '')::uuid));

-- The directory: which organisations there are, asked before one is chosen. It opens this one
-- table, for reading only, in a transaction that asked for it.
create policy directory on council.organisation for select
  using ((select current_setting('app.directory', true)) = 'on');
