-- What the application's login may do; given again at each start, so that the login may be
-- exchanged. :app stands for its name.
grant usage on schema branch, upkeep to :app;
grant select on upkeep.migration to :app;
grant execute on all functions in schema branch to :app;
grant select, insert, update on branch.organisation, branch.record to :app;
grant select, insert on branch.record_version, branch.note to :app;
grant update (settled_at, settled_by) on branch.record_version to :app;
grant select, insert, update, delete on branch.once to :app;
grant select, insert, update, delete on branch.member to :app;
grant select, insert on branch.office to :app;
-- Whose an office is, and which, never changes: another is given.
grant update (title, until_day, is_public, consented_on, sealed, version) on branch.office to :app;
grant select, insert on branch.roll_look to :app;
grant select, insert, update on branch.roll_import, branch.roll_export, branch.roll_setting to :app;
grant select, insert, delete on branch.roll_import_row to :app;
grant select, insert, update, delete on branch.session, branch.second_step, branch.recovery_code,
  branch.sign_in_link, branch.one_time_code, branch.passkey, branch.passkey_challenge,
  branch.sign_in_try, branch.sample_person, branch.employer_domain to :app;
grant select, insert, update on branch.guest_link, branch.guest_week to :app;
grant select, insert, update, delete on branch.visit_answer, branch.visit_guests,
  branch.visit_reminder, branch.calendar_feed, branch.calendar_entry to :app;
grant select, insert, update on branch.support to :app;
grant select, insert on branch.programme_version to :app;
grant select, insert on branch.desk_copy, branch.desk_seen, branch.desk_signature to :app;
grant select, insert, update, delete on branch.desk_source, branch.consultation_answer to :app;
grant select, insert on branch.desk_submission to :app;
grant update (replied_on, reply) on branch.desk_submission to :app;
