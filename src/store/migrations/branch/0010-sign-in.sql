-- How people of the branch come in, and guests. Addresses, names and secrets are sealed or hashed
-- with the house's key, which no backup holds. Members are those of the roll.

create table branch.session (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  member uuid not null,
  -- Of the token, which stands in the cookie alone.
  token_hash bytea not null check (length(token_hash) = 32),
  -- `link` and `code` are one step; whoever's office asks for two is in by none of them alone.
  way text not null check (way in ('link', 'code', 'authenticator', 'recovery', 'passkey', 'sample')),
  -- The kind of browser and system; never an address.
  agent text not null check (length(agent) <= 100),
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation, id),
  unique (organisation, token_hash)
);

create index session_by_member on branch.session (organisation, member, created_at desc);

create table branch.second_step (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  member uuid not null,
  -- The authenticator's secret, sealed with the house's key; a backup alone opens nothing.
  secret bytea not null,
  -- The last time step a code was taken for: a code that was seen cannot be used again.
  step bigint,
  -- Null until the first code from the app was right.
  confirmed_at timestamptz,
  primary key (organisation, member)
);

create table branch.recovery_code (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  member uuid not null,
  hash bytea not null check (length(hash) = 32),
  used_at timestamptz,
  primary key (organisation, member, hash)
);

-- Links sent to somebody's own mail: good once, for a quarter of an hour.
create table branch.sign_in_link (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  token_hash bytea not null check (length(token_hash) = 32),
  member uuid not null,
  made_at timestamptz not null,
  ends_at timestamptz not null check (ends_at <= made_at + interval '15 minutes'),
  used_at timestamptz,
  primary key (organisation, token_hash)
);

create index sign_in_link_by_member on branch.sign_in_link (organisation, member, made_at desc);

-- Codes on paper: for the first person (no member), to join, or where no mail can be sent.
create table branch.one_time_code (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  hash bytea not null check (length(hash) = 32),
  member uuid,
  made_by uuid,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  primary key (organisation, hash)
);

create table branch.passkey (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  -- As the authenticator names it, base64url.
  id text not null check (length(id) between 1 and 1400),
  member uuid not null,
  name text not null check (length(name) between 1 and 100),
  public_key bytea not null,
  -- How often it signed, where the authenticator counts; one that counts backwards was copied.
  counter bigint not null check (counter >= 0),
  -- How it is reached (`internal`, `usb`): a hint for the browser.
  transports text[] not null,
  made_at timestamptz not null,
  last_used_at timestamptz,
  primary key (organisation, id)
);

create index passkey_by_member on branch.passkey (organisation, member);

-- What a passkey is asked to sign; good for one answer.
create table branch.passkey_challenge (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  challenge text not null check (length(challenge) between 20 and 200),
  -- Who makes a passkey; null while nobody has signed in.
  member uuid,
  ends_at timestamptz not null,
  primary key (organisation, challenge)
);

-- Who tried, as prints that only this house's key makes: neither an address nor a name.
create table branch.sign_in_try (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  member_print bytea not null check (length(member_print) = 32),
  place_print bytea not null check (length(place_print) = 32),
  well boolean not null,
  at timestamptz not null,
  primary key (organisation, id)
);

create index sign_in_try_by_member on branch.sign_in_try (organisation, member_print, at desc);
create index sign_in_try_by_place on branch.sign_in_try (organisation, place_print, at desc);

-- People of the demonstration who are walked as with one click.
create table branch.sample_person (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  member uuid not null,
  position integer not null,
  primary key (organisation, member)
);

-- Links for people who are not on the roll. What one opens is a kind and an id, such as `round:` and its id.
create table branch.guest_link (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  token_hash bytea not null check (length(token_hash) = 32),
  label text not null check (length(label) between 1 and 100),
  what text not null check (what ~ '^[a-z-]+:[0-9a-z-]{1,80}$'),
  made_by uuid not null,
  made_at timestamptz not null,
  ends_on date not null,
  ended_at timestamptz,
  primary key (organisation, id),
  unique (organisation, token_hash)
);

-- How often a link was opened in a week: who counts by the hour learns who was where.
create table branch.guest_week (
  organisation uuid not null,
  link uuid not null,
  -- A Monday.
  week date not null check (extract(isodow from week) = 1),
  opened integer not null check (opened > 0),
  primary key (organisation, link, week),
  foreign key (organisation, link) references branch.guest_link (organisation, id) on delete cascade
);

-- Where the employer reads mail and network, beside every council's gov.uk.
create table branch.employer_domain (
  organisation uuid not null references branch.organisation (id) on delete cascade,
  domain text not null check (domain = lower(domain) and length(domain) between 4 and 253),
  added_by uuid,
  added_at timestamptz not null,
  primary key (organisation, domain)
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'session', 'second_step', 'recovery_code', 'sign_in_link', 'one_time_code', 'passkey',
    'passkey_challenge', 'sign_in_try', 'sample_person', 'guest_link', 'guest_week', 'employer_domain'
  ] loop
    execute format('alter table branch.%I enable row level security', name);
    execute format('alter table branch.%I force row level security', name);
    execute format(
      'create policy own_organisation on branch.%I
         using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
         with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))',
      name
    );
    -- Read by the house alone, never in a page's own transaction.
    execute format(
      'create policy house_alone on branch.%I as restrictive
         using ((select current_setting(''app.sees'', true)) = ''house'')',
      name
    );
  end loop;
end
$$;
