-- parts.db beside this file holds this, and nothing else: sqlite3 parts.db < parts.sql
-- It has what later versions keep: the parts of a message, and when a session began.
CREATE TABLE project (id TEXT PRIMARY KEY, worktree TEXT NOT NULL);
CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT NOT NULL, parent_id TEXT, title TEXT, time_created INTEGER NOT NULL);
CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT NOT NULL, session_id TEXT NOT NULL, data TEXT NOT NULL);
INSERT INTO project VALUES ('p', '/home/ada/src/engine');
INSERT INTO session VALUES ('ses_a', 'p', NULL, 'x', 1793620000000), ('ses_b', 'p', 'ses_a', 'x', 1793620040000), ('ses_c', 'p', 'ses_b', 'x', 1793620050000),
 ('ses_f', 'p', NULL, 'x (fork #1)', 1793630000000);
INSERT INTO message VALUES
 ('m01', 'ses_a', 1793620000000, 1793620000000, '{"role":"user"}'),
 ('m02', 'ses_a', 1793620005000, 1793620009000, '{"role":"assistant","modelID":"model-test","tokens":{"input":70,"output":12}}'),
 ('m03', 'ses_a', 1793620010000, 1793620010000, '{"role":"user"}'),
 ('m04', 'ses_a', 1793620011000, 1793620011000, '{"role":"user"}'),
 ('m05', 'ses_a', 1793620012000, 1793620012000, '{"role":"user"}'),
 ('m06', 'ses_a', 1793620013000, 1793620013000, '{"role":"user"}'),
 ('m07', 'ses_a', 1793620014000, 1793620014000, '{"role":"user"}'),
 ('m08', 'ses_c', 1793620055000, 1793620060000, '{"role":"assistant","modelID":"model-test","tokens":{"input":10,"output":5}}'),
 ('m11', 'ses_f', 1793620000000, 1793630000001, '{"role":"user"}'),
 ('m12', 'ses_f', 1793620005000, 1793630000002, '{"role":"assistant","modelID":"model-test","tokens":{"input":70,"output":12}}'),
 ('m13', 'ses_f', 1793630010000, 1793630010000, '{"role":"user"}');
INSERT INTO part VALUES
 ('q01', 'm01', 'ses_a', '{"type":"text","text":"typed"}'), ('q02', 'm01', 'ses_a', '{"type":"text","text":"a file","synthetic":true}'),
 ('q03', 'm03', 'ses_a', '{"type":"text","text":"a task ended","synthetic":true}'),
 ('q04', 'm04', 'ses_a', '{"type":"compaction","auto":true}'),
 ('q05', 'm05', 'ses_a', '{"type":"compaction","auto":false}'),
 ('q06', 'm06', 'ses_a', '{"type":"text","text":"<teammate-message from=\"x\">hello</teammate-message>"}'),
 ('q07', 'm07', 'ses_a', 'no JSON'),
 ('q11', 'm11', 'ses_f', '{"type":"text","text":"typed"}'), ('q13', 'm13', 'ses_f', '{"type":"file"}');
