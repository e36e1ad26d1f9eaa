-- An agreement's life: drafted, proposed, signed by both parties, withdrawn. A row of
-- council.agreement is one version of it; its `document` is the first text, later texts of the
-- draft are revisions. Rows that were there before this step are drafts.

alter table council.agreement
  add column state text not null default 'draft'
    check (state in ('draft', 'proposed', 'signed', 'withdrawn')),
  -- Which text is the draft's newest: 1 is `document`.
  add column revision integer not null default 1 check (revision >= 1),
  -- What it was made from: `id@version`.
  add column based_on text,
  -- Who wrote the first text; not known of those from before this step.
  add column by_name text check (length(by_name) between 1 and 200),
  add column by_party text check (by_party in ('service', 'branch')),
  -- The canonical text that is signed, and its hash.
  add column canonical text,
  add column sha256 bytea,
  add column effective date,
  add column proposed_at timestamptz,
  -- When the second signature came.
  add column signed_at timestamptz,
  add column withdrawn_at timestamptz,
  add column withdrawn_from date,
  add column withdrawn_reason text check (length(withdrawn_reason) between 1 and 4000),
  add check ((canonical is null) = (sha256 is null)),
  add check (sha256 = sha256(convert_to(canonical, 'UTF8'))),
  add check ((proposed_at is null) = (canonical is null)),
  add check ((proposed_at is null) = (effective is null)),
  add check ((state in ('proposed', 'signed')) <= (proposed_at is not null)),
  add check ((signed_at is not null) <= (proposed_at is not null)),
  add check ((state = 'signed') <= (signed_at is not null)),
  add check ((state = 'withdrawn') = (withdrawn_at is not null)),
  add check ((withdrawn_at is null) = (withdrawn_reason is null)),
  -- A signed text runs until the day it is withdrawn from; one never signed never ran.
  add check ((withdrawn_from is not null) = (withdrawn_at is not null and signed_at is not null)),
  add unique (organisation, id, sha256);

create table council.agreement_revision (
  organisation uuid not null,
  agreement uuid not null,
  number integer not null check (number >= 2),
  document jsonb not null,
  by_name text not null check (length(by_name) between 1 and 200),
  by_party text not null check (by_party in ('service', 'branch')),
  at timestamptz not null,
  primary key (organisation, agreement, number),
  foreign key (organisation, agreement) references council.agreement (organisation, id) on delete cascade
);

create table council.agreement_signature (
  organisation uuid not null,
  agreement uuid not null,
  party text not null check (party in ('service', 'branch')),
  name text not null check (length(name) between 1 and 200),
  sha256 bytea not null,
  at timestamptz not null,
  primary key (organisation, agreement, party),
  -- Of this very text: another text has another hash.
  foreign key (organisation, agreement, sha256) references council.agreement (organisation, id, sha256)
);

create table council.agreement_comment (
  organisation uuid not null,
  agreement uuid not null,
  id uuid not null default gen_random_uuid(),
  clause text not null check (length(clause) between 1 and 200),
  words text not null check (length(words) between 1 and 4000),
  by_name text not null check (length(by_name) between 1 and 200),
  by_party text not null check (by_party in ('service', 'branch')),
  at timestamptz not null,
  primary key (organisation, agreement, id),
  foreign key (organisation, agreement) references council.agreement (organisation, id) on delete cascade
);

-- A starting point chosen to run until there is a signed agreement; it is labelled so everywhere.
create table council.agreement_adoption (
  organisation uuid not null references council.organisation (id) on delete cascade,
  number integer not null check (number > 0),
  agreement text not null,
  version text not null,
  document jsonb not null,
  effective date not null,
  at timestamptz not null,
  primary key (organisation, number)
);

create function council.agreement_goes_on() returns trigger
language plpgsql set search_path = pg_catalog as $$
declare
  states constant text[] := array['draft', 'proposed', 'signed', 'withdrawn'];
begin
  if tg_op = 'DELETE' then
    raise exception 'A version of an agreement is withdrawn, never removed';
  end if;
  if (new.organisation, new.id, new.agreement, new.version, new.document, new.added_at)
      is distinct from
     (old.organisation, old.id, old.agreement, old.version, old.document, old.added_at)
     or (new.based_on, new.by_name, new.by_party)
       is distinct from (old.based_on, old.by_name, old.by_party) then
    raise exception 'What an agreement began as stands';
  end if;
  if array_position(states, new.state) < array_position(states, old.state)
     or old.state = 'withdrawn' then
    raise exception 'An agreement goes on from its state, never back';
  end if;
  if old.state = 'draft' and new.state = 'signed' then
    raise exception 'An agreement is proposed before it is signed';
  end if;
  if old.state <> 'draft' and
     (new.revision, new.canonical, new.sha256, new.effective, new.proposed_at)
       is distinct from
     (old.revision, old.canonical, old.sha256, old.effective, old.proposed_at) then
    raise exception 'A proposed text stands: changes go into a new draft';
  end if;
  if old.signed_at is not null and new.signed_at is distinct from old.signed_at then
    raise exception 'A signature stands';
  end if;
  if new.signed_at is not null and old.signed_at is null and (
    select count(distinct s.party) from council.agreement_signature s
     where s.organisation = new.organisation and s.agreement = new.id and s.sha256 = new.sha256
  ) <> 2 then
    raise exception 'An agreement is signed when both parties have signed this very text';
  end if;
  return new;
end
$$;

create trigger agreement_goes_on before update or delete on council.agreement
  for each row execute function council.agreement_goes_on();

create function council.written_once() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'What was written here stands: it is added to, never changed or removed';
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'agreement_revision', 'agreement_signature', 'agreement_comment', 'agreement_adoption'
  ] loop
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
