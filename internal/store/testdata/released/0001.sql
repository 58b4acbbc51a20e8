create TABLE migration (
	n     bigint not null primary key,
	name  text   not null,
	sum   text   not null,
	at_us bigint not null
);
create TABLE meta (
	one      smallint not null primary key check (one = 1),
	region   text     not null check (length(region) between 1 and 40),
	made_us  bigint   not null
);
create TABLE person (
	n          bigint not null primary key check (n > 0),
	db_role    text   not null unique, -- who may log in as them; '' where a file's owner is meant
	generation bigint not null,        -- of the last mark in dirty
	made_us    bigint not null
);
create TABLE place (
	person   bigint   not null references person (n),
	n        bigint   not null,
	h        bytea    not null,
	source   text     not null,
	machine  text     not null,
	name     text     not null,
	uri      text     not null,
	first_us bigint   not null,
	last_us  bigint   not null,
	primary key (person, n),
	unique (person, h)
);
create TABLE cursor (
	person   bigint not null,
	place    bigint not null,
	at_us    bigint not null,
	position bytea  not null,
	primary key (person, place),
	foreign key (person, place) references place (person, n)
) without rowid;
create TABLE reading (
	person   bigint not null,
	place    bigint not null,
	at_us    bigint not null,
	reader   text   not null,
	facts    bigint not null,
	sighted  bigint not null,
	gone     bigint not null,
	bad      bigint not null,
	digest   bytea  not null,
	primary key (person, place),
	foreign key (person, place) references place (person, n)
) without rowid;
create TABLE coverage (
	person   bigint   not null,
	place    bigint   not null,
	at_us    bigint   not null,
	from_day text     not null,
	to_day   text     not null,
	reaches  smallint not null, -- 1: until now
	facts    bigint   not null,
	yours    bigint   not null,
	undated  bigint   not null,
	bad      bigint   not null,
	shallow  smallint not null,
	primary key (person, place),
	foreign key (person, place) references place (person, n)
) without rowid;
create TABLE bad_row (
	person   bigint not null,
	place    bigint not null,
	h        bytea  not null, -- of line, what and said
	line     bigint not null,
	what     text   not null,
	said     text   not null,
	first_us bigint not null,
	last_us  bigint not null,
	primary key (person, place, h),
	foreign key (person, place) references place (person, n)
) without rowid;
create TABLE fact (
	person     bigint   not null references person (n),
	id         bytea    not null,
	thing      bytea    not null,
	kind       text     not null,
	key        text     not null,
	n          bigint   not null,
	stamp_us   bigint   not null,
	gone       smallint not null,
	in_force   smallint not null,
	list       smallint not null,
	start_us   bigint   not null,
	end_us     bigint   not null,
	zone       text     not null,
	day        text     not null,
	visibility smallint not null,
	body       text     not null,
	primary key (person, id)
);
create INDEX fact_thing on fact (person, thing);
create INDEX fact_when on fact (person, kind, list, start_us, id) where in_force = 1 and gone = 0;
create TABLE sighting (
	person   bigint not null,
	place    bigint not null,
	id       bytea  not null,
	first_us bigint,
	last_us  bigint not null,
	gone_us  bigint not null,
	primary key (person, id, place),
	foreign key (person, place) references place (person, n)
) without rowid;
create TABLE permit (
	person     bigint not null references person (n), -- whose evidence
	id         text   not null,
	viewer     bigint not null,
	measure    text   not null,
	from_day   text   not null,
	to_day     text   not null,
	purpose    text   not null,
	from_us    bigint not null,
	until_us   bigint not null,
	revoked_us bigint not null,
	primary key (person, id)
);
create TABLE audit (
	person bigint not null references person (n),
	seq    bigint not null,
	body   text,
	primary key (person, seq)
) without rowid;
create TABLE audit_hash (
	person bigint not null references person (n),
	idx    bigint not null,
	h      bytea  not null,
	primary key (person, idx)
) without rowid;
create TABLE dirty (
	person     bigint not null references person (n),
	generation bigint not null,
	start_us   bigint not null,
	end_us     bigint not null,
	primary key (person, generation, start_us)
) without rowid;
create TABLE derived (
	person   bigint not null references person (n),
	day      text   not null,
	measure  text   not null,
	sphere   text   not null,
	stamp    text   not null,
	value    double precision,
	exposure double precision,
	seen     double precision,
	body     text,
	primary key (person, day, measure, sphere)
) without rowid;
insert into migration values (1, '0001_first.sql', 'c23d317444f9b3b3217790ce7679d4a90341a265b45bf770ec4f5fec3e47f593', 1700000000000000);
insert into meta values (1, 'local', 1700000000000000);
insert into person values (7786714037614229361, '', 2, 1700000000000000);
insert into place values (7786714037614229361, 1, x'8367a6dfdbe0ed4896a8a894c0e1112c', 'git', '', '', '/r', 1700000000000000, 1700000000000001);
insert into cursor values (7786714037614229361, 1, 1700000000000000, x'656e64');
insert into reading values (7786714037614229361, 1, 1700000000000001, 'bench', 1, 1, 1, 0, x'e99276a6845a8402fa87c0f4d6962cc33e6e35001a3deb4db7c962ff52242b7c');
insert into coverage values (7786714037614229361, 1, 1700000000000000, '1970-04-11', '1970-05-01', 0, 4, 3, 0, 1, 0);
insert into bad_row values (7786714037614229361, 1, x'2064b63a362ac70be50dcacc81d8a2cf', 3, 'no date', 'it''s ünï', 1700000000000000, 1700000000000000);
insert into fact values (7786714037614229361, x'c3e3c7e5d7f2c75b3c95f9939e3e2560', x'e3bbf1d9eff35c7a18390c01c57eacfc', 'commit', '0000000000000000000000000000000000000000 authored me@example.org', 0, 0, 0, 1, 0, 1700000000000000, 1700000000000000, '+02:00', '2023-11-14', 0, '{"object":"0000000000000000000000000000000000000000","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700000000000000,"committed":1700000000000000}');
insert into fact values (7786714037614229361, x'e0799dd8d6d3b2e8424f2b40275a2a71', x'7b2c2706fadb38b70fac302a718d3486', 'commit', '000000000000000000000000000000009e3779b1 authored me@example.org', 0, 0, 0, 1, 0, 1700003600000000, 1700003600000000, '+02:00', '2023-11-14', 0, '{"object":"000000000000000000000000000000009e3779b1","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700003600000000,"committed":1700003600000000}');
insert into fact values (7786714037614229361, x'777f71ac33bcb8c50291388022a00076', x'8d100f9f5638a40066d5991843935e69', 'commit', '000000000000000000000000000000013c6ef362 authored me@example.org', 0, 0, 0, 1, 0, 1700007200000000, 1700007200000000, '+02:00', '2023-11-15', 0, '{"object":"000000000000000000000000000000013c6ef362","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700007200000000,"committed":1700007200000000}');
insert into fact values (7786714037614229361, x'462a33d56644f47fcbc0842b86762f13', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 1, 0, 0, 0, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into fact values (7786714037614229361, x'b82d02348e75d6f46789778319c354f0', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 2, 0, 0, 1, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into fact values (7786714037614229361, x'e1e4362a9d85eab27ef8370ad3119a91', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 0, 0, 1, 0, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into sighting values (7786714037614229361, 1, x'462a33d56644f47fcbc0842b86762f13', 1700000000000000, 1700000000000000, 0);
insert into sighting values (7786714037614229361, 1, x'777f71ac33bcb8c50291388022a00076', 1700000000000000, 1700000000000000, 0);
insert into sighting values (7786714037614229361, 1, x'b82d02348e75d6f46789778319c354f0', 1700000000000000, 1700000000000000, 0);
insert into sighting values (7786714037614229361, 1, x'c3e3c7e5d7f2c75b3c95f9939e3e2560', 1700000000000000, 1700000000000000, 1700000000000001);
insert into sighting values (7786714037614229361, 1, x'e0799dd8d6d3b2e8424f2b40275a2a71', 1700000000000000, 1700000000000000, 0);
insert into sighting values (7786714037614229361, 1, x'e1e4362a9d85eab27ef8370ad3119a91', 1700000000000001, 1700000000000001, 0);
insert into permit values (7786714037614229361, '1298be3fd870c3fc3d2fbcc8221dd620', 7, 'm', '2017-01-01', '2018-01-01', 'a talk', 1700000000000000, 0, 0);
insert into audit values (7786714037614229361, 0, '{"at":1700000000000000,"actor":"7786714037614229361","act":"begin","object":"store","policy":"owner","decision":"allowed","region":"local","salt":"409917ddf53fa806086a8284c6c3ab85"}');
insert into audit values (7786714037614229361, 1, '{"at":1700000000000000,"actor":"7786714037614229361","act":"import","object":"git /r","policy":"owner","decision":"allowed","region":"local","purpose":"bench","counts":{"bad":1,"facts":5,"sighted":5},"digest":"32fb689c9912ca145f47dd7215b35cbfa64adc64dfaed32bf89bb850082dc39f","salt":"c9ef8bfc9133c1f223e7df66346c0a9f"}');
insert into audit values (7786714037614229361, 2, '{"at":1700000000000000,"actor":"7786714037614229361","act":"import begun","object":"git /r","policy":"owner","decision":"allowed","region":"local","purpose":"bench","counts":{"facts":1,"gone":1,"sighted":1},"digest":"0c504c7da80a1cfca1d2bae68017911c0764432de04bfc071fc32aba5e2644a2","salt":"ed292bb582a1a2025d06410fc5724a67"}');
insert into audit values (7786714037614229361, 3, '{"at":1700000000000000,"actor":"7786714037614229361","act":"permit","object":"7 m 1298be3fd870c3fc3d2fbcc8221dd620","policy":"owner","decision":"allowed","region":"local","purpose":"a talk","salt":"ccc75d7fea19082418e6b1e59c937232"}');
insert into audit_hash values (7786714037614229361, 0, x'e6d99775a1ce1c6f2a4158f40dc0bf98331393caf502edbdb3296198bf1b550c');
insert into audit_hash values (7786714037614229361, 1, x'b2660fe498ef95baef2716f99b33d13f1b47086602b0ca88b9baf95c31a31718');
insert into audit_hash values (7786714037614229361, 2, x'fd5edabf552a1a669cfb94d33dc2a7deea19ef9b3aa73e2084b090806a6df02b');
insert into audit_hash values (7786714037614229361, 3, x'2e26e721e32768de95a026c8e6f0768cc5d49f1a7e65de7fdf3561f4aefd669f');
insert into audit_hash values (7786714037614229361, 4, x'75340581fb46a2ab3f4372ce5ec9199b055b12eb68bd6a9d440a6162f85890f3');
insert into audit_hash values (7786714037614229361, 5, x'6a29b443a95def93fbdb0719d16e01387b6ceb520c397086ec4a7c74341906bd');
insert into audit_hash values (7786714037614229361, 6, x'7a57129d60e6c2e8c1a8d45846bab0c41238c593e3f8695435a696ff678561f6');
insert into dirty values (7786714037614229361, 2, 1700000000000000, 1700324000000000);
insert into derived values (7786714037614229361, '1970-04-11', 'm', '', 's', 1.5, null, null, '{}');
-- want fact b82d02348e75d6f46789778319c354f0 event uid {2023-11-14T22:13:20Z 2023-11-18T16:13:20Z} {"n":1}
-- want fact c3e3c7e5d7f2c75b3c95f9939e3e2560 commit 0000000000000000000000000000000000000000 authored me@example.org {2023-11-14T22:13:20Z 2023-11-14T22:13:20Z} {"object":"0000000000000000000000000000000000000000","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700000000000000,"committed":1700000000000000}
-- want fact e0799dd8d6d3b2e8424f2b40275a2a71 commit 000000000000000000000000000000009e3779b1 authored me@example.org {2023-11-14T23:13:20Z 2023-11-14T23:13:20Z} {"object":"000000000000000000000000000000009e3779b1","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700003600000000,"committed":1700003600000000}
-- want fact 777f71ac33bcb8c50291388022a00076 commit 000000000000000000000000000000013c6ef362 authored me@example.org {2023-11-15T00:13:20Z 2023-11-15T00:13:20Z} {"object":"000000000000000000000000000000013c6ef362","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700007200000000,"committed":1700007200000000}
-- want version e1e4362a9d85eab27ef8370ad3119a91 true
-- want version 462a33d56644f47fcbc0842b86762f13 false
-- want version b82d02348e75d6f46789778319c354f0 false
-- want sighting {Fact:777f71ac33bcb8c50291388022a00076 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:1970-01-01T00:00:00Z}
-- want sighting {Fact:b82d02348e75d6f46789778319c354f0 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:1970-01-01T00:00:00Z}
-- want sighting {Fact:c3e3c7e5d7f2c75b3c95f9939e3e2560 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:2023-11-14T22:13:20.000001Z}
-- want sighting {Fact:e0799dd8d6d3b2e8424f2b40275a2a71 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:1970-01-01T00:00:00Z}
-- want tally 1970-04-11m1.5
-- want line {Seq:0 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:7786714037614229361 Act:begin Object:store Policy:owner Decision:allowed Region:local Purpose: Counts:map[] Digest: Salt:409917ddf53fa806086a8284c6c3ab85}}
-- want line {Seq:1 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:7786714037614229361 Act:import Object:git /r Policy:owner Decision:allowed Region:local Purpose:bench Counts:map[bad:1 facts:5 sighted:5] Digest:32fb689c9912ca145f47dd7215b35cbfa64adc64dfaed32bf89bb850082dc39f Salt:c9ef8bfc9133c1f223e7df66346c0a9f}}
-- want line {Seq:2 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:7786714037614229361 Act:import begun Object:git /r Policy:owner Decision:allowed Region:local Purpose:bench Counts:map[facts:1 gone:1 sighted:1] Digest:0c504c7da80a1cfca1d2bae68017911c0764432de04bfc071fc32aba5e2644a2 Salt:ed292bb582a1a2025d06410fc5724a67}}
-- want line {Seq:3 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:7786714037614229361 Act:permit Object:7 m 1298be3fd870c3fc3d2fbcc8221dd620 Policy:owner Decision:allowed Region:local Purpose:a talk Counts:map[] Digest: Salt:ccc75d7fea19082418e6b1e59c937232}}
-- want audit {Checkpoint:{Size:4 Root:elcSnWDmwujBqNRYRrqwxBI4xZPj+GlUNaaW/2eFYfY=} Erased:0 Breaks:[]}
-- want coverage [{Place:{Source:git Machine: Name: URI:/r} From:1970-04-11 To:1970-05-01 Open:false Facts:4 Yours:3 Undated:0 Bad:1 Shallow:false}]
-- want places [{Place:{Source:git Machine: Name: URI:/r} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20.000001Z Facts:5 Bad:1}]
-- want bad rows [{BadRow:{Line:3 What:no date Row:it's ünï} Place:{Source:git Machine: Name: URI:/r} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20Z}]
-- want permits [{ID:1298be3fd870c3fc3d2fbcc8221dd620 Owner:7786714037614229361 Viewer:7 Measure:m Days:2017 Purpose:a talk From:2023-11-14T22:13:20Z Until:1970-01-01T00:00:00Z Revoked:1970-01-01T00:00:00Z}]
-- want dirty {Spans:[{From:2023-11-14T22:13:20Z To:2023-11-18T16:13:20Z}] UpTo:2}
