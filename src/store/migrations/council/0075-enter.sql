-- What a transaction says first, in one question where there were up to four: for whom it works, and
-- what the policies of 0021 let through. Everything that was said before in the transaction is said
-- anew. The settings hold until it ends; the caller's own rights decide what is read here.
--
-- `sight` is house, service, some or none; `given` the teams of one who sees some, `own` their worker.
-- What comes back is what the policies were told: children whose record is closed to this account,
-- the given teams and those beneath them in the import in force, and the workers of these; and whether
-- any decision is in play in the organisation, whoever may see it.

create function council.enter(
  whose uuid, sight text, looker uuid, given text[], own text,
  out closed text, out teams text, out workers text, out deciding boolean
) language plpgsql as $$
declare
  between_ids constant text := e'\x1f';
  force uuid;
begin
  closed := '';
  teams := '';
  workers := own;
  perform
    set_config('app.organisation', whose::text, true), set_config('app.sees', 'house', true),
    set_config('app.closed', '', true), set_config('app.teams', '', true),
    set_config('app.workers', own, true), set_config('app.counting', '', true),
    set_config('app.rows', '', true), set_config('app.places', '', true),
    set_config('app.directory', '', true);
  deciding := exists (
    select from council.decision_in_play p where p.organisation = whose
  );
  perform set_config('app.sees', sight, true);
  if sight = 'house' then
    return;
  end if;

  closed := coalesce((
    select string_agg(r.child, between_ids order by r.child collate "C")
    from council.restriction r
    where r.organisation = whose and not exists (
      select from council.restriction_name n
      where n.organisation = r.organisation and n.child = r.child and n.account = looker
        and (n.ends_at is null or n.ends_at > now()))
  ), '');
  if closed <> '' then
    perform set_config('app.closed', closed, true);
  end if;

  if cardinality(given) > 0 then
    force := (
      select i.id from council.import i
      where i.organisation = whose and i.state = 'accepted' and i.purged_at is null
      order by i.as_of desc, i.decided_at desc, i.number desc limit 1
    );
    teams := (
      with recursive tree as (
        select one as team from unnest(given) as one
        union
        select t.team from tree
        join council.team t on t.organisation = whose and t.import = force and t.parent = tree.team
      )
      select string_agg(tree.team, between_ids order by tree.team collate "C") from tree
    );
    perform set_config('app.teams', teams, true);
    workers := concat_ws(between_ids, nullif(own, ''), (
      select string_agg(w.worker, between_ids order by w.worker collate "C")
      from council.worker w where w.organisation = whose and w.import = force
    ));
    perform set_config('app.workers', workers, true);
  end if;
end
$$;
