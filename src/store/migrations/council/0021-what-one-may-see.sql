-- Which organisation, then which of its records. `app.sees` is said by each transaction: `house`
-- for the house's own work (reading files, a backup), `service` for people who see every record,
-- `some` for those of given teams and of one's own, `none` for people who see no record. A
-- transaction that says nothing sees nothing. These policies restrict what 0004 allows; neither
-- opens anything.

do $$
declare
  name text;
begin
  foreach name in array array[
    'account', 'role_grant', 'recovery_code', 'set_up_code', 'session', 'sign_in_try', 'restriction',
    'restriction_name', 'opening'
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

-- Lists in settings are text with U+001F between; ids never hold a control character.

create policy in_sight on council.worker as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and (
      team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
      or worker in (select unnest(string_to_array(current_setting('app.workers', true), e'\x1f')))
    )
  )
);

-- A restricted record is counted in every figure; who asks for rows by themselves, and not for
-- figures, gets those alone that name them.
create policy in_sight on council."case" as restrictive for select using (
  (select current_setting('app.sees', true)) = 'house'
  or (
    (
      (select current_setting('app.sees', true)) = 'service'
      or (
        (select current_setting('app.sees', true)) = 'some'
        and (
          team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
          or worker in (select unnest(string_to_array(current_setting('app.workers', true), e'\x1f')))
        )
      )
    )
    and (
      (select current_setting('app.counting', true)) = 'on'
      or child not in (
        select unnest(string_to_array(current_setting('app.closed', true), e'\x1f'))
      )
    )
  )
);

-- Rows of files as they were read: whole for those who see every record; for others the rows that
-- stand behind what they were just shown.
create policy in_sight on council.source_row as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and (header || ':' || row) in (
      select unnest(string_to_array(current_setting('app.rows', true), e'\x1f'))
    )
  )
);

create policy in_sight on council.finding as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and (file || e'\x1e' || coalesce(sheet, '') || e'\x1e' || coalesce(facts->>'row', '')) in (
      select unnest(string_to_array(current_setting('app.places', true), e'\x1f'))
    )
  )
);

create policy in_sight on council.upload_chunk as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
);

-- What signs people in is read by the house alone, never in a page's own transaction.
create policy house_alone on council.recovery_code as restrictive
  using ((select current_setting('app.sees', true)) = 'house');
create policy house_alone on council.set_up_code as restrictive
  using ((select current_setting('app.sees', true)) = 'house');
create policy house_alone on council.session as restrictive
  using ((select current_setting('app.sees', true)) = 'house');
create policy house_alone on council.sign_in_try as restrictive
  using ((select current_setting('app.sees', true)) = 'house');
