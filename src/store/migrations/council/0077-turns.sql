-- Who decides on a child, gives work to a worker or answers a decision takes its turn by locking a row
-- here: the next one waits for that transaction to end, and reads afterwards what it wrote.

create table council.turn (
  organisation uuid not null references council.organisation (id) on delete cascade,
  name text not null,
  primary key (organisation, name)
);

alter table council.turn enable row level security;
alter table council.turn force row level security;
create policy own_organisation on council.turn
  using (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid))
  with check (organisation = (select nullif(current_setting('app.organisation', true), '')::uuid));
