-- What every request asks before its page: who asks, and where the thing lies that they ask for. Each
-- is a whole transaction in one question, asked in the house's own name; how it is answered is planned
-- once a connection.

create function council.signed_in(
  whose uuid, token bytea, created_after timestamptz, used_after timestamptz, day date
) returns table (
  session uuid, last_used_at timestamptz, account uuid, name text, sample boolean, worker text,
  grants json, teams json, reference_key bytea
) language plpgsql as $$
declare
  force uuid;
begin
  perform council.enter(whose, 'house', null, '{}', '');
  force := (
    select i.id from council.import i
    where i.organisation = whose and i.state = 'accepted' and i.purged_at is null
    order by i.as_of desc, i.decided_at desc, i.number desc limit 1
  );
  return query
    select s.id, s.last_used_at, a.id, a.name, a.sample, a.worker,
      coalesce((
        select json_agg(json_build_object('role', g.role, 'team', g.team) order by g.given_at, g.role)
        from council.role_grant g
        where g.organisation = whose and g.account = a.id
          and g.from_day <= day and (g.until_day is null or g.until_day >= day)
      ), '[]'::json),
      coalesce((
        select json_agg(json_build_object('team', t.team, 'name', t.name, 'reference', t.id))
        from council.team t
        where t.organisation = whose and t.import = force and t.team in (
          select g.team from council.role_grant g where g.organisation = whose and g.account = a.id)
      ), '[]'::json),
      (select o.reference_key from council.organisation o where o.id = whose)
    from council.session s
    join council.account a on a.organisation = s.organisation and a.id = s.account
    where s.organisation = whose and s.token_hash = token and s.stage = 'whole'
      and s.ended_at is null and a.state = 'active'
      and s.created_at > created_after and s.last_used_at > used_after;
end
$$;

-- Where a team, worker or case of an import (`within`; null: of the one in force), or a plan, lies: the teams
-- it belongs to and all above them, in the tree of that import and of the one in force; the worker it
-- is or who holds it; and who hands it over or is to take it, where that was decided and counts.
-- `searched` is the child as other tables search by it.

create function council.place_of(
  whose uuid, within uuid, kind text, reference uuid,
  out teams text[], out worker text, out also text[], out child text, out searched text
) returns setof record language plpgsql as $$
declare
  force uuid;
  at_import uuid;
  its_team text;
  ends text[];
begin
  force := (
    select i.id from council.import i
    where i.organisation = whose and i.state = 'accepted' and i.purged_at is null
    order by i.as_of desc, i.decided_at desc, i.number desc limit 1
  );
  at_import := coalesce(within, force);
  if kind = 'team' then
    select t.team into its_team from council.team t
    where t.organisation = whose and t.import = at_import and t.id = reference;
  elsif kind = 'worker' then
    select w.team, w.facts->>'id' into its_team, worker from council.worker w
    where w.organisation = whose and w.import = at_import and w.id = reference;
  elsif kind = 'case' then
    select c.team, c.facts->'holder'->>'worker', c.facts->>'child', c.child
    into its_team, worker, child, searched
    from council."case" c
    where c.organisation = whose and c.import = at_import and c.id = reference;
  elsif kind = 'plan' then
    select p.team, p.import into its_team, at_import from council.plan p
    where p.organisation = whose and p.id = reference;
  else
    return;
  end if;
  if not found then
    return;
  end if;

  if kind = 'case' then
    select array_agg(one.team), array_agg(one.worker) into ends, also
    from council.decision_in_play p
    join council.decision d on d.organisation = p.organisation and d.id = p.decision
    cross join lateral (values (d.to_team, d.to_worker), (d.from_team, d.from_worker)) as one (team, worker)
    where p.organisation = whose and p.child = place_of.searched;
  end if;
  teams := (
    with recursive held as (
      select its_team as team
      union
      select e.team from unnest(ends) as e (team)
      union
      select w.team from council.worker w
      where w.organisation = whose and w.import in (at_import, force) and w.worker = place_of.worker
    ), path as (
      select h.team from held h where h.team is not null
      union
      select t.parent from path join council.team t
        on t.organisation = whose and t.import in (at_import, force)
        and t.team = path.team and t.parent is not null
    )
    select array_agg(p.team) from path p
  );
  return next;
end
$$;

-- The same as one question, and whether its record is restricted, and open to `looker`.

create function council.place_for(
  whose uuid, within uuid, kind text, reference uuid, looker uuid
) returns table (
  teams text[], worker text, also text[], child text, restricted boolean, named boolean
) language plpgsql as $$
begin
  perform council.enter(whose, 'house', null, '{}', '');
  return query
    select p.teams, p.worker, p.also, p.child,
      exists (
        select from council.restriction r where r.organisation = whose and r.child = p.searched),
      exists (
        select from council.restriction_name n
        where n.organisation = whose and n.child = p.searched and n.account = looker
          and (n.ends_at is null or n.ends_at > now()))
    from council.place_of(whose, within, kind, reference) p;
end
$$;
