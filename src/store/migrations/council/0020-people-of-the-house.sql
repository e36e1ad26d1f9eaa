-- People who sign in, what they may do, and where they are signed in.

create table council.account (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- Lower case; what a person signs in with.
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  state text not null check (state in ('invited', 'active', 'disabled')),
  -- One of the demonstration's people, walked as with one click; has no secret at all.
  sample boolean not null default false,
  -- `scrypt$log2 N$r$p$salt$hash`; null until set up, and for those the directory signs in.
  password text,
  -- Encrypted with the house's key; a backup alone opens nothing.
  authenticator bytea,
  -- The last time step a code was taken for: a code that was seen cannot be used again.
  authenticator_step bigint,
  -- The worker that this person is in the files.
  worker text,
  -- Who the directory says this is: issuer and subject.
  directory_subject text,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organisation, id),
  unique (organisation, email),
  unique (organisation, directory_subject)
);

create table council.role_grant (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  account uuid not null,
  role text not null check (role in (
    'social-worker', 'team-manager', 'service-manager', 'data-officer', 'administrator', 'auditor',
    'agreement-party'
  )),
  -- The team it is given for, with those beneath it; null for the whole service.
  team text,
  from_day date not null,
  -- The last day; null while it has none.
  until_day date,
  -- Given by the directory's groups: exchanged at each sign-in.
  by_directory boolean not null default false,
  given_by uuid,
  given_at timestamptz not null,
  primary key (organisation, id),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade,
  check (until_day is null or until_day >= from_day),
  check ((role = 'team-manager') = (team is not null))
);

create index role_grant_by_account on council.role_grant (organisation, account);

create table council.recovery_code (
  organisation uuid not null,
  account uuid not null,
  hash bytea not null check (length(hash) = 32),
  used_at timestamptz,
  primary key (organisation, account, hash),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

-- One-time codes: for the first administrator (no account), to join, or to set up anew.
create table council.set_up_code (
  organisation uuid not null references council.organisation (id) on delete cascade,
  hash bytea not null check (length(hash) = 32),
  account uuid,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  primary key (organisation, hash),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

create table council.session (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  account uuid not null,
  -- Of the token, which stands in the cookie alone.
  token_hash bytea not null check (length(token_hash) = 32),
  -- `half`: the password was right, the second step is not done.
  stage text not null check (stage in ('half', 'whole')),
  way text not null check (way in ('authenticator', 'recovery', 'directory', 'sample')),
  -- The kind of browser and system; never an address.
  agent text not null check (length(agent) <= 100),
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation, id),
  unique (organisation, token_hash),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

create index session_by_account on council.session (organisation, account, created_at desc);

-- Who tried, as prints that only this organisation's key makes: neither an address nor a name.
create table council.sign_in_try (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  account_print bytea not null,
  place_print bytea not null,
  well boolean not null,
  at timestamptz not null,
  primary key (organisation, id)
);

create index sign_in_try_by_account on council.sign_in_try (organisation, account_print, at desc);
create index sign_in_try_by_place on council.sign_in_try (organisation, place_print, at desc);

-- Records open to people named alone.
create table council.restriction (
  organisation uuid not null references council.organisation (id) on delete cascade,
  child text not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (organisation, child)
);

create table council.restriction_name (
  organisation uuid not null,
  child text not null,
  account uuid not null,
  -- Null for people named; else the time at which a view opened for a reason closes again.
  ends_at timestamptz,
  primary key (organisation, child, account),
  foreign key (organisation, child) references council.restriction (organisation, child) on delete cascade,
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

-- A restricted record opened for a reason by somebody not named: for the auditor's eyes.
create table council.opening (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  account uuid not null,
  -- The reference that stands for the child in addresses.
  record uuid not null,
  reason text not null check (length(reason) between 10 and 1000),
  at timestamptz not null,
  seen_by uuid,
  seen_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, account) references council.account (organisation, id)
);

create index opening_by_time on council.opening (organisation, at desc);

-- Who looked at a record, found by what was looked at.
create index audit_entry_by_record on council.audit_entry (organisation, (details->>'record'), sequence desc)
  where details ? 'record';
