-- opencode.db beside this file holds this, and nothing else: sqlite3 opencode.db < made-up.sql
CREATE TABLE project (id TEXT PRIMARY KEY, worktree TEXT NOT NULL);
CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT NOT NULL, parent_id TEXT, title TEXT);
CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL);
INSERT INTO project VALUES ('p', '/home/ada/src/engine');
INSERT INTO session VALUES ('ses_a', 'p', NULL, 'xyzzy-4711'), ('ses_b', 'p', 'ses_a', 'xyzzy-4711');
INSERT INTO message VALUES
 ('msg_1', 'ses_a', 1793620000000, 1793620000000, '{"role":"user","text":"xyzzy-4711"}'),
 ('msg_2', 'ses_a', 1793620005000, 1793620009000, '{"role":"assistant","modelID":"model-test","cost":0,"time":{"completed":1793620009000},"tokens":{"input":70,"output":12,"reasoning":3,"cache":{"read":50,"write":7}}}'),
 ('msg_3', 'ses_b', 1793620050000, 1793620050000, '{"role":"user","text":"xyzzy-4711"}'),
 ('msg_4', 'ses_b', 1793620055000, 1793620060000, '{"role":"assistant","modelID":"model-test","cost":0.0021,"tokens":{"input":10,"output":5,"reasoning":0,"cache":{"read":0,"write":0}}}'),
 ('msg_5', 'ses_b', 1793620060000, 1793620060000, 'xyzzy-4711');
