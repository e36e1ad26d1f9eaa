-- What an import keeps of the establishment beside its caseload: posts, leavers, who is in post in
-- each team, the workforce census's totals. It is removed with the rows of its import.

create table council.establishment (
  organisation uuid not null,
  import uuid not null,
  position integer not null check (position >= 0),
  -- `read` is there once for every import that was read since posts are kept, and says nothing more.
  kind text not null check (kind in ('read', 'post', 'leaver', 'in-post', 'census')),
  -- As council.team has it; null for what belongs to no team.
  team text,
  facts jsonb not null,
  primary key (organisation, import, position),
  foreign key (organisation, import) references council.import (organisation, id) on delete cascade
);

alter table council.establishment enable row level security;
alter table council.establishment force row level security;

create policy own_organisation on council.establishment
  using (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid))
  with check (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid));

-- As far as one sees teams: see 0021. Nobody's own work alone shows a post.
create policy in_sight on council.establishment as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and (
      kind = 'read'
      or team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
    )
  )
);
