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
insert into person values (5977224633027079602, '', 2, 1700000000000000);
insert into place values (5977224633027079602, 1, x'8367a6dfdbe0ed4896a8a894c0e1112c', 'git', '', '', '/r', 1700000000000000, 1700000000000001);
insert into cursor values (5977224633027079602, 1, 1700000000000000, x'656e64');
insert into reading values (5977224633027079602, 1, 1700000000000001, 'bench', 1, 1, 1, 0, x'efb09a68fc8a292247fa5f172d93aa75fdb1c751cc04b9b71beca172f512a704');
insert into coverage values (5977224633027079602, 1, 1700000000000000, '1970-04-11', '1970-05-01', 0, 4, 3, 0, 1, 0);
insert into bad_row values (5977224633027079602, 1, x'2064b63a362ac70be50dcacc81d8a2cf', 3, 'no date', 'it''s ünï', 1700000000000000, 1700000000000000);
insert into fact values (5977224633027079602, x'39aa73741aeb87c34e1e12a18743bce2', x'e3bbf1d9eff35c7a18390c01c57eacfc', 'commit', '0000000000000000000000000000000000000000 authored me@example.org', 0, 0, 0, 1, 0, 1700000000000000, 1700000000000000, '+02:00', '2023-11-14', 0, '{"object":"0000000000000000000000000000000000000000","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700000000000000,"committed":1700000000000000}');
insert into fact values (5977224633027079602, x'f375f33821d668a0d1c92062a464604a', x'7b2c2706fadb38b70fac302a718d3486', 'commit', '000000000000000000000000000000009e3779b1 authored me@example.org', 0, 0, 0, 1, 0, 1700003600000000, 1700003600000000, '+02:00', '2023-11-14', 0, '{"object":"000000000000000000000000000000009e3779b1","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700003600000000,"committed":1700003600000000}');
insert into fact values (5977224633027079602, x'e12d4568929a967e429a6c610331b7a7', x'8d100f9f5638a40066d5991843935e69', 'commit', '000000000000000000000000000000013c6ef362 authored me@example.org', 0, 0, 0, 1, 0, 1700007200000000, 1700007200000000, '+02:00', '2023-11-15', 0, '{"object":"000000000000000000000000000000013c6ef362","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700007200000000,"committed":1700007200000000}');
insert into fact values (5977224633027079602, x'5550db85582de486900d4bff97a3089b', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 1, 0, 0, 0, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into fact values (5977224633027079602, x'4afe36679be3e9808aab4660cfcaac59', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 2, 0, 0, 1, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into fact values (5977224633027079602, x'b13eee6a03b5e7af1ca584d36cd018c1', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 0, 0, 1, 0, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into sighting values (5977224633027079602, 1, x'39aa73741aeb87c34e1e12a18743bce2', 1700000000000000, 1700000000000000, 1700000000000001);
insert into sighting values (5977224633027079602, 1, x'4afe36679be3e9808aab4660cfcaac59', 1700000000000000, 1700000000000000, 0);
insert into sighting values (5977224633027079602, 1, x'5550db85582de486900d4bff97a3089b', 1700000000000000, 1700000000000000, 0);
insert into sighting values (5977224633027079602, 1, x'b13eee6a03b5e7af1ca584d36cd018c1', 1700000000000001, 1700000000000001, 0);
insert into sighting values (5977224633027079602, 1, x'e12d4568929a967e429a6c610331b7a7', 1700000000000000, 1700000000000000, 0);
insert into sighting values (5977224633027079602, 1, x'f375f33821d668a0d1c92062a464604a', 1700000000000000, 1700000000000000, 0);
insert into permit values (5977224633027079602, '643ca0864eb4888f997c3dfff2fe8e90', 7, 'm', '2017-01-01', '2018-01-01', 'a talk', 1700000000000000, 0, 0);
insert into audit values (5977224633027079602, 0, '{"at":1700000000000000,"actor":"5977224633027079602","act":"begin","object":"store","policy":"owner","decision":"allowed","region":"local","salt":"1ddbb0052d128be952745af99328b87f"}');
insert into audit values (5977224633027079602, 1, '{"at":1700000000000000,"actor":"5977224633027079602","act":"import","object":"git /r","policy":"owner","decision":"allowed","region":"local","purpose":"bench","counts":{"bad":1,"facts":5,"sighted":5},"digest":"b703408b5a94829b21c2fca226481e8eba7a9dfe2fa4ed87aefd1456c5f3cbc8","salt":"699cfb241407a139a284b81f1f0dfaa3"}');
insert into audit values (5977224633027079602, 2, '{"at":1700000000000000,"actor":"5977224633027079602","act":"import begun","object":"git /r","policy":"owner","decision":"allowed","region":"local","purpose":"bench","counts":{"facts":1,"gone":1,"sighted":1},"digest":"e32129a33ef6504b4ab2ddf3350da7bc50bba474f4ee48e24c910dcaeb8b120b","salt":"32c831c781f17943d718657c3d76687a"}');
insert into audit values (5977224633027079602, 3, '{"at":1700000000000000,"actor":"5977224633027079602","act":"permit","object":"7 m 643ca0864eb4888f997c3dfff2fe8e90","policy":"owner","decision":"allowed","region":"local","purpose":"a talk","salt":"ccb63cfd0fa8c59e0cdd42054ccebaca"}');
insert into audit_hash values (5977224633027079602, 0, x'90f8230806d0cc9cb80681ec3e6137db6b7ab1f721d61e54f820a7a622476e9e');
insert into audit_hash values (5977224633027079602, 1, x'c27f8aa54ed6515b61d3df4ba698b75e573800d2ffd418f3ef67ac428df8340d');
insert into audit_hash values (5977224633027079602, 2, x'9d959fcc99aafcf01e0ed63388e06bcf1a22087c002c5090b8b2adb3bd9ee018');
insert into audit_hash values (5977224633027079602, 3, x'38ae1548034851b6d978d0384c30b02ea3679fd68700903342681a7c07093ea0');
insert into audit_hash values (5977224633027079602, 4, x'f9dd704b16df654a1f9987cb2f3ba24d64dbc50e1d2f970fba0db8b16b349a2f');
insert into audit_hash values (5977224633027079602, 5, x'42dd3bddda79579266a146f090a48b5b563a1ec111d68445b2c377eab35757fd');
insert into audit_hash values (5977224633027079602, 6, x'753f49fc5453693fd20abd6c2cf911793fdb645027140d5fba20c21058a15016');
insert into dirty values (5977224633027079602, 2, 1700000000000000, 1700324000000000);
insert into derived values (5977224633027079602, '1970-04-11', 'm', '', 's', 1.5, null, null, '{}');
-- want fact 39aa73741aeb87c34e1e12a18743bce2 commit 0000000000000000000000000000000000000000 authored me@example.org {2023-11-14T22:13:20Z 2023-11-14T22:13:20Z} {"object":"0000000000000000000000000000000000000000","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700000000000000,"committed":1700000000000000}
-- want fact 4afe36679be3e9808aab4660cfcaac59 event uid {2023-11-14T22:13:20Z 2023-11-18T16:13:20Z} {"n":1}
-- want fact f375f33821d668a0d1c92062a464604a commit 000000000000000000000000000000009e3779b1 authored me@example.org {2023-11-14T23:13:20Z 2023-11-14T23:13:20Z} {"object":"000000000000000000000000000000009e3779b1","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700003600000000,"committed":1700003600000000}
-- want fact e12d4568929a967e429a6c610331b7a7 commit 000000000000000000000000000000013c6ef362 authored me@example.org {2023-11-15T00:13:20Z 2023-11-15T00:13:20Z} {"object":"000000000000000000000000000000013c6ef362","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700007200000000,"committed":1700007200000000}
-- want version b13eee6a03b5e7af1ca584d36cd018c1 true
-- want version 5550db85582de486900d4bff97a3089b false
-- want version 4afe36679be3e9808aab4660cfcaac59 false
-- want sighting {Fact:39aa73741aeb87c34e1e12a18743bce2 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:2023-11-14T22:13:20.000001Z}
-- want sighting {Fact:4afe36679be3e9808aab4660cfcaac59 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:1970-01-01T00:00:00Z}
-- want sighting {Fact:e12d4568929a967e429a6c610331b7a7 Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:1970-01-01T00:00:00Z}
-- want sighting {Fact:f375f33821d668a0d1c92062a464604a Place:{Source:git Machine: Name: URI:/r} Seen:2023-11-14T22:13:20Z Gone:1970-01-01T00:00:00Z}
-- want tally 1970-04-11m1.5
-- want line {Seq:0 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:5977224633027079602 Act:begin Object:store Policy:owner Decision:allowed Region:local Purpose: Counts:map[] Digest: Salt:1ddbb0052d128be952745af99328b87f}}
-- want line {Seq:1 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:5977224633027079602 Act:import Object:git /r Policy:owner Decision:allowed Region:local Purpose:bench Counts:map[bad:1 facts:5 sighted:5] Digest:b703408b5a94829b21c2fca226481e8eba7a9dfe2fa4ed87aefd1456c5f3cbc8 Salt:699cfb241407a139a284b81f1f0dfaa3}}
-- want line {Seq:2 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:5977224633027079602 Act:import begun Object:git /r Policy:owner Decision:allowed Region:local Purpose:bench Counts:map[facts:1 gone:1 sighted:1] Digest:e32129a33ef6504b4ab2ddf3350da7bc50bba474f4ee48e24c910dcaeb8b120b Salt:32c831c781f17943d718657c3d76687a}}
-- want line {Seq:3 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:5977224633027079602 Act:permit Object:7 m 643ca0864eb4888f997c3dfff2fe8e90 Policy:owner Decision:allowed Region:local Purpose:a talk Counts:map[] Digest: Salt:ccb63cfd0fa8c59e0cdd42054ccebaca}}
-- want audit {Checkpoint:{Size:4 Root:dT9J/FRTaT/SCr1sLPkReT/bZFAnFA1fuiDCEFihUBY=} Erased:0 Breaks:[]}
-- want coverage [{Place:{Source:git Machine: Name: URI:/r} From:1970-04-11 To:1970-05-01 Open:false Facts:4 Yours:3 Undated:0 Bad:1 Shallow:false}]
-- want places [{Place:{Source:git Machine: Name: URI:/r} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20.000001Z Facts:5 Bad:1}]
-- want bad rows [{BadRow:{Line:3 What:no date Row:it's ünï} Place:{Source:git Machine: Name: URI:/r} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20Z}]
-- want permits [{ID:643ca0864eb4888f997c3dfff2fe8e90 Owner:5977224633027079602 Viewer:7 Measure:m Days:2017 Purpose:a talk From:2023-11-14T22:13:20Z Until:1970-01-01T00:00:00Z Revoked:1970-01-01T00:00:00Z}]
-- want dirty {Spans:[{From:2023-11-14T22:13:20Z To:2023-11-18T16:13:20Z}] UpTo:2}
