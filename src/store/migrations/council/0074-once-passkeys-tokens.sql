-- What makes a request that comes twice take effect once, and two more ways of being known: a
-- passkey, and a token for a program that reads in a person's name.

create table council.once (
  organisation uuid not null,
  account uuid not null,
  -- Hash of the key that the form or the program sent. The key itself opens the answer and is not kept.
  key_hash bytea not null check (length(key_hash) = 32),
  -- Hash of what was asked with it.
  asked_hash bytea not null check (length(asked_hash) = 32),
  -- What was answered, sealed with the key.
  answer bytea,
  at timestamptz not null default now(),
  primary key (organisation, account, key_hash),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

create index once_by_time on council.once (organisation, at);

create table council.passkey (
  organisation uuid not null,
  -- As the authenticator names it, base64url.
  id text not null check (length(id) between 1 and 1400),
  account uuid not null,
  name text not null check (length(name) between 1 and 100),
  public_key bytea not null,
  -- How often it signed, where the authenticator counts; one that counts backwards was copied.
  counter bigint not null check (counter >= 0),
  -- How it is reached (`internal`, `usb`): a hint for the browser.
  transports text[] not null,
  made_at timestamptz not null,
  last_used_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

create index passkey_by_account on council.passkey (organisation, account);

-- What a passkey is asked to sign; good for one answer.
create table council.passkey_challenge (
  organisation uuid not null references council.organisation (id) on delete cascade,
  challenge text not null check (length(challenge) between 20 and 200),
  -- Who makes a passkey; null while nobody has signed in.
  account uuid,
  ends_at timestamptz not null,
  primary key (organisation, challenge),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

alter table council.session drop constraint session_way_check;
alter table council.session add constraint session_way_check
  check (way in ('authenticator', 'recovery', 'directory', 'sample', 'passkey'));

create table council.api_token (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  account uuid not null,
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null check (length(token_hash) = 32),
  -- Its last four characters: by them its owner knows which it is.
  ending text not null check (length(ending) = 4),
  -- What it may do, of what its owner may do at that moment.
  actions text[] not null check (cardinality(actions) > 0),
  made_at timestamptz not null,
  ends_at timestamptz not null check (ends_at <= made_at + interval '366 days'),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation, id),
  unique (organisation, token_hash),
  foreign key (organisation, account) references council.account (organisation, id) on delete cascade
);

create index api_token_by_account on council.api_token (organisation, account, made_at desc);

do $$
declare
  name text;
begin
  foreach name in array array['once', 'passkey', 'passkey_challenge', 'api_token'] loop
    execute format('alter table council.%I enable row level security', name);
    execute format('alter table council.%I force row level security', name);
    execute format(
      'create policy own_organisation on council.%I
         using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
         with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))',
      name
    );
    -- Read by the house alone, never in a page's own transaction: see 0021.
    execute format(
      'create policy house_alone on council.%I as restrictive
         using ((select current_setting(''app.sees'', true)) = ''house'')',
      name
    );
  end loop;
end
$$;
