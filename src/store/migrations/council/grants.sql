-- What the application's login may do; given again at each start, so that the login may be
-- exchanged. :app stands for its name.
grant usage on schema council, upkeep to :app;
grant select on upkeep.migration to :app;
grant select, insert, update on council.organisation to :app;
grant select, insert on council.agreement, council.audit_entry to :app;
grant select, insert, update on council.audit_head to :app;
grant select, insert, update, delete on
  council.import, council.upload, council.upload_chunk, council.import_file, council.answer,
  council.team, council.worker, council."case", council.finding,
  council.source_header, council.source_row, council.plan
  to :app;
grant select, insert, update on council.account to :app;
grant select, insert, update, delete on
  council.role_grant, council.recovery_code, council.set_up_code, council.session,
  council.sign_in_try, council.restriction, council.restriction_name
  to :app;
grant select, insert, update on council.opening to :app;
grant update on council.agreement to :app;
grant select, insert on
  council.agreement_revision, council.agreement_signature, council.agreement_comment,
  council.agreement_adoption, council.evidence_release, council.figure_query, council.figure_query_answer
  to :app;
grant select, insert, update, delete on council.worker_standing, council.establishment to :app;
grant select, insert, update on council.register_entry to :app;
grant select, insert on council.register_answer to :app;
grant select, insert, update, delete on
  council.once, council.passkey, council.passkey_challenge, council.api_token
  to :app;
grant select, insert on
  council.decision, council.decision_case, council.decision_event, council.handover_event
  to :app;
grant select, insert, update, delete on council.decision_in_play to :app;
grant select, insert, update on council.leaving, council.turn to :app;
grant select, insert, update, delete on
  council.calendar_feed, council.calendar_entry, council.digest, council.digest_off
  to :app;
grant usage on schema jobs to :app;
grant select, insert, update, delete on all tables in schema jobs to :app;
