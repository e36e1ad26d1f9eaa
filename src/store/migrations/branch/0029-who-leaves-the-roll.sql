-- Whoever leaves the roll leaves nothing behind by which they signed in.

do $$
declare
  name text;
begin
  foreach name in array array[
    'session', 'second_step', 'recovery_code', 'sign_in_link', 'one_time_code', 'passkey',
    'passkey_challenge', 'sample_person'
  ] loop
    execute format(
      'alter table branch.%I add foreign key (organisation, member)
         references branch.member (organisation, id) on delete cascade',
      name
    );
  end loop;
end
$$;
