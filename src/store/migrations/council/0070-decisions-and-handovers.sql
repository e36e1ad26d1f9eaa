-- Who is to take a case, what became of it, and how it is handed over. What was decided and what was
-- said of it is never changed or removed; where it stands is counted from it, day by day.

create table council.decision (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- allocation: nobody held the case; reallocation: it changes hands, with a handover.
  kind text not null check (kind in ('allocation', 'reallocation')),
  to_worker text not null,
  to_reference uuid not null,
  to_team text,
  from_worker text,
  from_reference uuid,
  -- The team of who holds the case, else the one its row names.
  from_team text,
  -- The national list of reasons for a change of worker.
  change_reason text check (length(change_reason) between 1 and 10),
  -- Whether the worker was in the shortlist's first band; if not, a coded reason.
  first_band boolean not null,
  override_reason text check (length(override_reason) between 1 and 40),
  words text not null check (length(words) <= 4000),
  -- What the agreement asks a second person for: [{ what, clause, secondPerson }].
  acts jsonb not null,
  -- As agreed when it was made; a later agreement changes none of it. Null where nothing is agreed.
  answer_term jsonb,
  handover_term jsonb,
  plan uuid,
  import uuid not null,
  agreement text not null,
  version text not null,
  -- Everybody's figures who could have taken it, who could not and why; and its print.
  certificate jsonb not null,
  certificate_hash bytea not null check (length(certificate_hash) = 32),
  made_on date not null,
  made_at timestamptz not null,
  account uuid,
  by_name text not null check (length(by_name) between 1 and 200),
  primary key (organisation, id),
  foreign key (organisation, import) references council.import (organisation, id),
  foreign key (organisation, account) references council.account (organisation, id),
  check ((kind = 'reallocation') = (from_worker is not null)),
  check (first_band or override_reason is not null)
);

create index decision_by_time on council.decision (organisation, made_at desc);
create index decision_by_receiver on council.decision (organisation, to_reference);

-- The children decided on together: brothers and sisters who stay together.
create table council.decision_case (
  organisation uuid not null,
  decision uuid not null,
  child text not null,
  reference uuid not null,
  primary key (organisation, decision, child),
  foreign key (organisation, decision) references council.decision (organisation, id) on delete cascade
);

create index decision_case_by_reference on council.decision_case (organisation, reference);

-- The decision that counts for a child: one at a time, so that of two managers one wins. The row is
-- locked by whoever decides, and taken away when the decision is over and done.
create table council.decision_in_play (
  organisation uuid not null,
  child text not null,
  decision uuid not null,
  primary key (organisation, child),
  foreign key (organisation, decision) references council.decision (organisation, id) on delete cascade
);

create table council.decision_event (
  organisation uuid not null,
  decision uuid not null,
  number integer not null check (number > 0),
  -- second: the second person's word; worker: the answer; manager: the response to it; recalled: taken
  -- back by who decided before it stood.
  kind text not null check (kind in ('second', 'worker', 'manager', 'recalled')),
  answer text not null check (length(answer) between 1 and 40),
  reason text check (length(reason) between 1 and 40),
  words text not null check (length(words) <= 4000),
  on_day date not null,
  at timestamptz not null,
  account uuid,
  by_name text not null check (length(by_name) between 1 and 200),
  primary key (organisation, decision, number),
  foreign key (organisation, decision) references council.decision (organisation, id) on delete cascade
);

-- What was done of a handover, in the order in which it was entered.
create table council.handover_event (
  organisation uuid not null,
  decision uuid not null,
  number integer not null check (number > 0),
  -- step-undone: entered in error. moved-by-message: the case moved by message alone.
  kind text not null check (kind in ('planned', 'step', 'step-undone', 'emergency', 'moved-by-message')),
  step text check (length(step) between 1 and 40),
  -- The day it happened or is planned for, which may lie before or after the day it was entered.
  on_day date not null,
  reason text check (length(reason) between 1 and 40),
  words text not null check (length(words) <= 4000),
  -- Who was there, which dates were carried over, which tasks are open: by the step.
  details jsonb not null default '{}',
  entered_on date not null,
  at timestamptz not null,
  account uuid,
  by_name text not null check (length(by_name) between 1 and 200),
  primary key (organisation, decision, number),
  foreign key (organisation, decision) references council.decision (organisation, id) on delete cascade,
  check ((kind in ('step', 'step-undone')) = (step is not null)),
  check ((kind = 'emergency') = (reason is not null))
);

-- Notice that somebody leaves or will be away for long, before the files show it.
create table council.leaving (
  organisation uuid not null references council.organisation (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  worker text not null,
  reference uuid not null,
  team text,
  kind text not null check (kind in ('leaves', 'long-absence')),
  notice_on date not null,
  -- The last day at work.
  last_day date not null,
  back_on date,
  words text not null check (length(words) <= 4000),
  noted_at timestamptz not null,
  account uuid,
  by_name text not null check (length(by_name) between 1 and 200),
  withdrawn_at timestamptz,
  withdrawn_by text check (length(withdrawn_by) between 1 and 200),
  primary key (organisation, id),
  check (back_on is null or back_on > last_day)
);

create index leaving_by_reference on council.leaving (organisation, reference);

create trigger written_once before update or delete on council.decision
  for each row execute function council.written_once();
create trigger written_once before update or delete on council.decision_case
  for each row execute function council.written_once();
create trigger written_once before update or delete on council.decision_event
  for each row execute function council.written_once();
create trigger written_once before update or delete on council.handover_event
  for each row execute function council.written_once();

do $$
declare
  name text;
begin
  foreach name in array array[
    'decision', 'decision_case', 'decision_in_play', 'decision_event', 'handover_event', 'leaving'
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
  -- Through the decision, which is in sight or not.
  foreach name in array array['decision_case', 'decision_in_play', 'decision_event', 'handover_event'] loop
    execute format(
      'create policy in_sight on council.%I as restrictive for select using (
         (select current_setting(''app.sees'', true)) in (''house'', ''service'')
         or exists (
           select from council.decision d
           where d.organisation = %I.organisation and d.id = %I.decision
         )
       )', name, name, name);
  end loop;
end
$$;

-- Both ends of a move see it: the teams and workers it leaves and reaches. See 0021.
create policy in_sight on council.decision as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and (
      to_team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
      or from_team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
      or to_worker in (select unnest(string_to_array(current_setting('app.workers', true), e'\x1f')))
      or from_worker in (select unnest(string_to_array(current_setting('app.workers', true), e'\x1f')))
    )
  )
);

create policy in_sight on council.leaving as restrictive for select using (
  (select current_setting('app.sees', true)) in ('house', 'service')
  or (
    (select current_setting('app.sees', true)) = 'some'
    and (
      team in (select unnest(string_to_array(current_setting('app.teams', true), e'\x1f')))
      or worker in (select unnest(string_to_array(current_setting('app.workers', true), e'\x1f')))
    )
  )
);
