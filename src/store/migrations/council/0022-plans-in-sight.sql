-- Which plans one may see: all of them for the house and for people who see every record, and those
-- of given teams for people who see some. It restricts what 0005 allows, writing too: nobody asks for
-- a plan of a team, or ends one, that they could not read.

create policy in_sight on council.plan as restrictive using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
  )
);
