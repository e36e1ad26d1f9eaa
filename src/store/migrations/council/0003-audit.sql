-- What was done, in an order that cannot be changed unseen: each entry holds the hash of the one
-- before. Entries are added, never changed; the trigger holds for the owner of the tables too.

create table council.audit_head (
  organisation uuid primary key references council.organisation (id) on delete cascade,
  sequence bigint not null,
  hash bytea not null check (length(hash) = 32)
);

create table council.audit_entry (
  organisation uuid not null references council.organisation (id),
  sequence bigint not null check (sequence > 0),
  at timestamptz not null,
  what text not null check (length(what) between 1 and 100),
  -- Ids, numbers and codes; never a name or another detail of a person.
  details jsonb not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (organisation, sequence)
);

create function council.audit_entries_stand() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'Audit entries are added, never changed or removed';
end
$$;

create trigger audit_entries_stand before update or delete on council.audit_entry
  for each row execute function council.audit_entries_stand();
create trigger audit_entries_stay before truncate on council.audit_entry
  for each statement execute function council.audit_entries_stand();
