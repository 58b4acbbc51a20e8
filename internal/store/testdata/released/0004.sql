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
create TABLE word (
	person bigint not null references person (n),
	n      bigint not null, -- from 1, without a hole
	said   bytea  not null,
	primary key (person, n)
) without rowid;
create TABLE beat (
	person bigint  not null,
	at_us  bigint  not null,
	source integer not null,
	h      bytea   not null,
	body   bytea   not null,
	primary key (person, source, at_us, h)
) without rowid;
create TABLE spare (
	person bigint  not null,
	at_us  bigint  not null,
	source integer not null,
	h      bytea   not null,
	twin   bytea   not null,
	body   bytea   not null,
	primary key (person, source, at_us, h, twin)
) without rowid;
create TABLE heard (
	person   bigint not null,
	place    bigint not null,
	from_day text   not null,
	to_day   text   not null,
	beats    bigint not null,
	undated  bigint not null,
	primary key (person, place),
	foreign key (person, place) references place (person, n)
) without rowid;
create TABLE presence (
	person  bigint not null references person (n),
	day     text   not null,
	body    bytea  not null,
	primary key (person, day)
) without rowid;
create TABLE token (
	person     bigint not null references person (n),
	h          bytea  not null unique,
	name       text   not null,
	scopes     text   not null,
	made_us    bigint not null,
	used_us    bigint not null,
	revoked_us bigint not null,
	primary key (person, h)
);
create TABLE mark (
	person     bigint not null references person (n),
	start_us   bigint not null,
	end_us     bigint not null,
	generation bigint not null,
	primary key (person, start_us, end_us)
) without rowid;
create TABLE later (
	person  bigint not null references person (n),
	hour_us bigint not null,
	primary key (person, hour_us)
) without rowid;
create TABLE reckoned (
	person     bigint not null primary key references person (n),
	stamp      text   not null,
	calendar   text   not null, -- the same of month_row
	generation bigint not null,
	epoch      bigint not null
);
create TABLE day_row (
	person     bigint not null references person (n),
	day        text   not null,
	generation bigint not null,
	body       bytea  not null,
	primary key (person, day)
) without rowid;
create INDEX day_row_new on day_row (person, generation);
create TABLE generation (
	person   bigint not null references person (n),
	kind     text   not null,
	n        bigint not null,
	in_force bigint not null,
	digest   bytea  not null,
	primary key (person, kind)
) without rowid;
create TABLE result (
	person bigint not null references person (n),
	name   text   not null,
	h      bytea  not null,
	body   bytea  not null,
	primary key (person, name)
) without rowid;
create TABLE month_row (
	person     bigint not null references person (n),
	month      text   not null, -- its first day
	generation bigint not null, -- of reckoned
	body       bytea  not null,
	primary key (person, month)
) without rowid;
create INDEX month_row_new on month_row (person, generation);
create TABLE agent_row (
	person     bigint not null references person (n),
	day        text   not null,
	generation bigint not null, -- of reckoned, when the body changed last
	body       bytea  not null,
	primary key (person, day)
) without rowid;
create INDEX agent_row_new on agent_row (person, generation);
create TABLE event_mark (
	person     bigint not null references person (n),
	key        text   not null,
	generation bigint not null, -- of the change, as in mark
	primary key (person, key)
) without rowid;
create INDEX fact_event on fact (person, key, id) where kind = 'event' and in_force = 1 and gone = 0;
create INDEX fact_unplaced on fact (person, kind, id) where day = '' and in_force = 1 and gone = 0;
create TABLE namesake (
	person   bigint not null references person (n),
	place    bigint not null,
	email    text   not null,
	name     text   not null,
	own      bigint not null, -- 1: the person is known by it
	commits  bigint not null,
	from_day text   not null, -- of the first one, '' where none is dated
	to_day   text   not null,
	primary key (person, place, email, name)
) without rowid;
create TABLE routine (
	person   bigint not null references person (n),
	place    bigint not null,
	subject  text   not null,
	files    text   not null, -- their paths, a line each
	minute   bigint not null, -- of the day in UTC
	commits  bigint not null,
	from_day text   not null,
	to_day   text   not null,
	primary key (person, place, subject, files)
) without rowid;
insert into migration values (1, '0001_first.sql', 'c23d317444f9b3b3217790ce7679d4a90341a265b45bf770ec4f5fec3e47f593', 1700000000000000);
insert into migration values (2, '0002_beats.sql', '54740341a3872e5bfc59787aedf93f20e2897c91b5a82008f84e8ada293f0b05', 1700000000000000);
insert into migration values (3, '0003_derived.sql', '9cc07518cac62b6d2d01a23128ba2fd72b07fa62fa3be710579ad5d55bc940fb', 1700000000000000);
insert into migration values (4, '0004_namesakes.sql', 'dd4d439bc0db1b608274a889204e69d4f9be4d4732e36fa32c49ff129f2a5767', 1700000000000000);
insert into meta values (1, 'local', 1700000000000000);
insert into person values (8205500247756750033, '', 4, 1700000000000000);
insert into place values (8205500247756750033, 1, x'8367a6dfdbe0ed4896a8a894c0e1112c', 'git', '', '', '/r', 1700000000000000, 1700000000000001);
insert into place values (8205500247756750033, 2, x'810ecc3cd45ef4f3f9aec85065f59977', 'wakatime', '', '', '/', 1700000000000000, 1700000000000000);
insert into cursor values (8205500247756750033, 1, 1700000000000000, x'656e64');
insert into reading values (8205500247756750033, 1, 1700000000000001, 'bench', 1, 1, 1, 0, x'e99276a6845a8402fa87c0f4d6962cc33e6e35001a3deb4db7c962ff52242b7c');
insert into coverage values (8205500247756750033, 1, 1700000000000000, '1970-04-11', '1970-05-01', 0, 4, 3, 0, 1, 0);
insert into bad_row values (8205500247756750033, 1, x'2064b63a362ac70be50dcacc81d8a2cf', 3, 'no date', 'it''s ünï', 1700000000000000, 1700000000000000);
insert into bad_row values (8205500247756750033, 2, x'bbc7f6e36d6e958daa09e2092f74170d', 0, 'no time', '{}', 1700000000000000, 1700000000000000);
insert into fact values (8205500247756750033, x'c3e3c7e5d7f2c75b3c95f9939e3e2560', x'e3bbf1d9eff35c7a18390c01c57eacfc', 'commit', '0000000000000000000000000000000000000000 authored me@example.org', 0, 0, 0, 1, 0, 1700000000000000, 1700000000000000, '+02:00', '2023-11-14', 0, '{"object":"0000000000000000000000000000000000000000","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700000000000000,"committed":1700000000000000}');
insert into fact values (8205500247756750033, x'e0799dd8d6d3b2e8424f2b40275a2a71', x'7b2c2706fadb38b70fac302a718d3486', 'commit', '000000000000000000000000000000009e3779b1 authored me@example.org', 0, 0, 0, 1, 0, 1700003600000000, 1700003600000000, '+02:00', '2023-11-14', 0, '{"object":"000000000000000000000000000000009e3779b1","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700003600000000,"committed":1700003600000000}');
insert into fact values (8205500247756750033, x'777f71ac33bcb8c50291388022a00076', x'8d100f9f5638a40066d5991843935e69', 'commit', '000000000000000000000000000000013c6ef362 authored me@example.org', 0, 0, 0, 1, 0, 1700007200000000, 1700007200000000, '+02:00', '2023-11-15', 0, '{"object":"000000000000000000000000000000013c6ef362","role":"authored","as":"me@example.org","subject":"store: keep what was read, all of it or nothing","authored":1700007200000000,"committed":1700007200000000}');
insert into fact values (8205500247756750033, x'462a33d56644f47fcbc0842b86762f13', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 1, 0, 0, 0, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into fact values (8205500247756750033, x'b82d02348e75d6f46789778319c354f0', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 2, 0, 0, 1, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into fact values (8205500247756750033, x'e1e4362a9d85eab27ef8370ad3119a91', x'fbea28f0e562a1da8a2d9eecff4cf57c', 'event', 'uid', 0, 0, 1, 0, 1, 1700000000000000, 1700324000000000, 'Europe/Berlin', '1970-04-11', 0, '{"n":1}');
insert into sighting values (8205500247756750033, 1, x'462a33d56644f47fcbc0842b86762f13', 1700000000000000, 1700000000000000, 0);
insert into sighting values (8205500247756750033, 1, x'777f71ac33bcb8c50291388022a00076', 1700000000000000, 1700000000000000, 0);
insert into sighting values (8205500247756750033, 1, x'b82d02348e75d6f46789778319c354f0', 1700000000000000, 1700000000000000, 0);
insert into sighting values (8205500247756750033, 1, x'c3e3c7e5d7f2c75b3c95f9939e3e2560', 1700000000000000, 1700000000000000, 1700000000000001);
insert into sighting values (8205500247756750033, 1, x'e0799dd8d6d3b2e8424f2b40275a2a71', 1700000000000000, 1700000000000000, 0);
insert into sighting values (8205500247756750033, 1, x'e1e4362a9d85eab27ef8370ad3119a91', 1700000000000001, 1700000000000001, 0);
insert into permit values (8205500247756750033, '851eecafa8b6be52ac86cd09faa32d47', 7, 'm', '2017-01-01', '2018-01-01', 'a talk', 1700000000000000, 0, 0);
insert into audit values (8205500247756750033, 0, '{"at":1700000000000000,"actor":"8205500247756750033","act":"begin","object":"store","policy":"owner","decision":"allowed","region":"local","salt":"c3a8d5027ead7f218eb2452f91f7cfd1"}');
insert into audit values (8205500247756750033, 1, '{"at":1700000000000000,"actor":"8205500247756750033","act":"import","object":"git /r","policy":"owner","decision":"allowed","region":"local","purpose":"bench","counts":{"bad":1,"facts":5,"sighted":5},"digest":"e43c5d4185e33b374fd96db3da2467112f9a8bacf2cfc2af88dfe9e7980af778","salt":"792ec092af1d04580bb04d1b1c9bc8aa"}');
insert into audit values (8205500247756750033, 2, '{"at":1700000000000000,"actor":"8205500247756750033","act":"import begun","object":"git /r","policy":"owner","decision":"allowed","region":"local","purpose":"bench","counts":{"facts":1,"gone":1,"sighted":1},"digest":"67f05d6d12aa3a8b12c9de476e95fcb71c368bc06116d45ada12a23efe4fbc64","salt":"54a5fe1c43acbb56c87489855434cd7b"}');
insert into audit values (8205500247756750033, 3, '{"at":1700000000000000,"actor":"8205500247756750033","act":"permit","object":"7 m 851eecafa8b6be52ac86cd09faa32d47","policy":"owner","decision":"allowed","region":"local","purpose":"a talk","salt":"de882d660810d8d16ac4b9aaadeebebe"}');
insert into audit values (8205500247756750033, 4, '{"at":1700000000000000,"actor":"8205500247756750033","act":"import","object":"wakatime /","policy":"owner","decision":"allowed","region":"local","purpose":"test","counts":{"beats":20},"digest":"40ee6e018c27a4b39245c1ec74c3e6163795565f6b364d5c4f4177b3be444af3","salt":"360187d7f0b73999ac1a41996fc3d0c2"}');
insert into audit values (8205500247756750033, 5, '{"at":1700000000000000,"actor":"8205500247756750033","act":"import","object":"wakatime /","policy":"owner","decision":"allowed","region":"local","purpose":"test","counts":{"bad":1,"beats":21},"digest":"9c10835c329286b7c85e16ac618d83d2cd79dc2ea7b2133f5346e429a9d85bb3","salt":"c723ab2f0937d2a9944c81e2648eb751"}');
insert into audit values (8205500247756750033, 6, '{"at":1700000000000000,"actor":"8205500247756750033","act":"key","object":"editor ingest,read,say,write","policy":"owner","decision":"allowed","region":"local","salt":"a80b86bf3a148030462558e81e504a96"}');
insert into audit_hash values (8205500247756750033, 0, x'858040fac61f115650fd365f694f7f8a0b05167b8fc8ec18b9b5d54d53663fbd');
insert into audit_hash values (8205500247756750033, 1, x'89fbc9f3f69ad04ed8acee9fc493c9919ced48754ca2617c35fc0904c8c11f81');
insert into audit_hash values (8205500247756750033, 2, x'45de1e9a7b57a5ed55769bd0791edffbcf6162e60ec70cdf1854d3686fd6a8fc');
insert into audit_hash values (8205500247756750033, 3, x'3ce100764cb182a8e60d4c15e21e7cf1b4cbbdc67d195d76b0dbefb94e509dca');
insert into audit_hash values (8205500247756750033, 4, x'dd48cbc3a31c7466484119e61b8e5eaf9301efe2a916c8c65795bc5f27773471');
insert into audit_hash values (8205500247756750033, 5, x'262f9fd7f0a7ca7f5909bf051907a4d2a5fb55581135cb6f167342a29f078375');
insert into audit_hash values (8205500247756750033, 6, x'39c49e739c5c823b3d2c71fff5779ce9ba5b6a598940e4cc64ed016c442b9a5b');
insert into audit_hash values (8205500247756750033, 7, x'228987ec1f4dfb56b28641abc18cc752a9d3d044d1001e2e8c12574beae5941d');
insert into audit_hash values (8205500247756750033, 8, x'1e3bf697838c091a7bceb2bce390916cc9b661571a4176fecd364ff09a6cbcd0');
insert into audit_hash values (8205500247756750033, 9, x'0008ed7a6def0f6943a3a9c5817205d2d8a24a3e4d920d4d3b9d2a56af7ce440');
insert into audit_hash values (8205500247756750033, 10, x'929393c7d2f691d4e5f77503cab65049947b53570f81aa8f6cc8f3fe1bc86337');
insert into word values (8205500247756750033, 1, x'6d8c938ce0');
insert into word values (8205500247756750033, 2, x'00000000');
insert into word values (8205500247756750033, 3, x'77616b6174696d65402912d7');
insert into word values (8205500247756750033, 4, x'0877616b6174696d6505746f7765720b636c617564652d636f64650d4575726f70652f4265726c696e0466696c6507686172626f75720a666561747572652d31340a5479706553637269707409616920636f64696e672430316132623363342d303030302d343030302d383030302d3130303030303033383632305633b2fd');
insert into word values (8205500247756750033, 5, x'2f686f6d652f6d652f7372632f686172626f75722f696e7465726e616c2f73746f72652f66696c653030342e747324f5baeb');
insert into word values (8205500247756750033, 6, x'77616b6174696d652f76322e32342e3420286c696e75782d362e31322e392d7838365f36342920676f312e32362e3520636c617564652d636f64652f332e312e3220636c617564652d636f64652d77616b6174696d652f352e312e30912d5d1a');
insert into word values (8205500247756750033, 7, x'0b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a110b2c22656e74697479223a22000a222c2274797065223a22051f222c2269735f7772697465223a66616c73652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227ddef86a34');
insert into word values (8205500247756750033, 8, x'0b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a110b2c22656e74697479223a22000a222c2274797065223a22051e222c2269735f7772697465223a747275652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227dfa96d5df');
insert into word values (8205500247756750033, 9, x'0b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a11102c22646570656e64656e63696573223a100b2c22656e74697479223a22000a222c2274797065223a22051f222c2269735f7772697465223a66616c73652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227db835a620');
insert into word values (8205500247756750033, 10, x'0877616b6174696d6505746f7765720b636c617564652d636f64650d4575726f70652f4265726c696e0466696c6507686172626f75720a666561747572652d313402476f09616920636f64696e672430316132623363342d303030302d343030302d383030302d313030303030303338363230e57fe983');
insert into word values (8205500247756750033, 11, x'2f686f6d652f6d652f7372632f686172626f75722f696e7465726e616c2f73746f72652f66696c653030322e676fb68ff93e');
insert into word values (8205500247756750033, 12, x'5b22636f6e74657874222c226572726f7273222c2273796e63222c226572726f7273222c226572726f7273222c2264617461626173652f73716c222c22656e636f64696e672f6a736f6e222c22666d74225d1fa02257');
insert into word values (8205500247756750033, 13, x'0b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a11102c22646570656e64656e63696573223a100b2c22656e74697479223a22000a222c2274797065223a22051e222c2269735f7772697465223a747275652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227de84ce368');
insert into beat values (8205500247756750033, 1668406426643375, 3, x'b9e8b1f35cd314d5', x'18007b0877616b6174696d6505746f7765720b636c617564652d636f64650d4575726f70652f4265726c696e0466696c6507686172626f75720a666561747572652d31340a5479706553637269707409616920636f64696e672430316132623363342d303030302d343030302d383030302d313030303030303338363230002e2f686f6d652f6d652f7372632f686172626f75722f696e7465726e616c2f73746f72652f66696c653030342e74734e7f562ddf8fb5ae567154650328561900eb010b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a110b2c22656e74697479223a22000a222c2274797065223a22051f222c2269735f7772697465223a66616c73652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227d7efa02fa03082e005c77616b6174696d652f76322e32342e3420286c696e75782d362e31322e392d7838365f36342920676f312e32362e3520636c617564652d636f64652f332e312e3220636c617564652d636f64652d77616b6174696d652f352e312e30f91e');
insert into beat values (8205500247756750033, 1668406433309389, 3, x'0c632cab7efd3429', x'180405aac766169892ae69d1712348f0c06894071efa02fa03080006597e');
insert into beat values (8205500247756750033, 1668406436265608, 3, x'562697f456a6c848', x'18040532a01cd3cf6223c79276d95643b86179077afe02fa03080806556e');
insert into beat values (8205500247756750033, 1668406460600332, 3, x'33919f4d1aca9fc1', x'180405b4ecd0b530c518e7548aef84a81a775b0734fe02fa03080c066613');
insert into beat values (8205500247756750033, 1668406465152763, 3, x'faa39efd061df860', x'18040580b2b8a2851a0999158f82ed63465fde0772fe02fa03084a068109');
insert into beat values (8205500247756750033, 1668406485040264, 3, x'acd7815ecd5f485a', x'180405534282b6f02b5ffa03e960660ad3fba80734f802fa03082606edf7');
insert into beat values (8205500247756750033, 1668406492526891, 3, x'6459e5a245404467', x'1804059e45ef5fb42a0c5031339f1d690762fa07508203fa03081c067076');
insert into beat values (8205500247756750033, 1668406589962328, 3, x'630ddde2fa75bd4a', x'1804059fbe949a1f1871dab7362c007cf53536072a8803fa03084806f04d');
insert into beat values (8205500247756750033, 1668406611674222, 3, x'c87d1b5e127fe054', x'180405bce3a432cda2494df910bf6dd24f308507068203fa030822068edc');
insert into beat values (8205500247756750033, 1668406675517833, 3, x'32ea181075164f70', x'1804055f2b56d0edc0d07d648a2ce2fecf6abd07768803fa03081e06b49d');
insert into beat values (8205500247756750033, 1668406683102193, 3, x'eccbd34e9b7d8d9a', x'1804058d8a0c05b9bdc42a5c632305c3b42ba2072e8603fa030830061629');
insert into beat values (8205500247756750033, 1668406687058406, 3, x'749895e689353fb4', x'180405c5b6458d8a9bcde52791e91d0976dc4a07468603fa03084c06dde3');
insert into beat values (8205500247756750033, 1668406690169215, 3, x'd5cb2476ee4cb0c3', x'1804053712ecd44e9135f836f2ece8a2f2085507068e03fa03082a069cea');
insert into beat values (8205500247756750033, 1668406722556194, 3, x'b3cb008420224929', x'1804051eda8ad8c8bcf131a72e2df5921062fa07a0018a03fa03084a06251b');
insert into beat values (8205500247756750033, 1668406813248672, 3, x'e52c1d705dcbbd11', x'18040562b74547a341b1d87563f9512efebce907108803fa030822068952');
insert into beat values (8205500247756750033, 1668406830216847, 3, x'b2a9bc6b68521b6e', x'180405786a1ccc059608a727d36be75275ef7b07589203fa03082a0656bc');
insert into beat values (8205500247756750033, 1668406908319132, 3, x'835a111f5bdb6c10', x'1904057193dbe06dc438c3186b9a9080d0df3f00ea010b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a110b2c22656e74697479223a22000a222c2274797065223a22051e222c2269735f7772697465223a747275652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227d448e03fa030824061e82');
insert into beat values (8205500247756750033, 1668406911327445, 3, x'4577bf58f804abeb', x'1804059ea1e10471ea1613f153f493a69a3436075c8c03fa030804067b08');
insert into beat values (8205500247756750033, 1668406914763649, 3, x'e87cbd8fb51d32a9', x'180405b682cc2fd13eb63ffc3351583966285c07688803fa03082406d8ba');
insert into beat values (8205500247756750033, 1668406988415170, 3, x'cec802b974187c0f', x'180405153ea4525b7b6a5d2bb2c6a390529899074e8603fa030802069fa3');
insert into beat values (8205500247756750033, 1668407012653360, 3, x'e040dac397ed30aa', x'18040542718be54768e424b4f98158d11ee40e0798018803fa03082a06427d');
insert into beat values (8205500247756750033, 1668407036777908, 3, x'd193ef041b18009d', x'18040572ce15e9c7cc92ef57d593ff8a11160d07428203fa03083a06e490');
insert into beat values (8205500247756750033, 1668407046633881, 3, x'e41512ea4f1fa1a8', x'180405000417ce39e231bf5d304977bac9215e073e8a03fa0308160658c4');
insert into beat values (8205500247756750033, 1668407115793809, 3, x'f4d3fda67a87c9fc', x'180405ea6bc35f27481b375587bd9ebd51877a077c8603fa030800067dbe');
insert into beat values (8205500247756750033, 1668407124021145, 3, x'f32fb0429bf89b54', x'1804056239e0ed2fbb0b6dddd5ffce574f0332079e018803fa03081c064ba3');
insert into beat values (8205500247756750033, 1668407134127362, 3, x'31b58ae0e81d89ff', x'180405b38ced4d8acc621d484c93b2004c864107388603fa03082c06c3b0');
insert into beat values (8205500247756750033, 1668407143895384, 3, x'37743ca3bcfb2003', x'180405050b4b082894c5f95cdefcdd0f7df716074e8003fa03083606213f');
insert into beat values (8205500247756750033, 1668407204360498, 3, x'f5d515146a87f927', x'1804050d0e740804f0707a366706511ca00023070e8a03fa03080206bd80');
insert into beat values (8205500247756750033, 1668407221756970, 3, x'3e0c7b63dd3c53e4', x'190405376ec2efae1096a410bb6a81afdc4d4008028403fa03082e060d09');
insert into beat values (8205500247756750033, 1668407225467651, 3, x'ec20e31c9a9adc5f', x'180405c067ac22ac5c1311aeaf4a1dee3698a407428c03fa03080206ea8c');
insert into beat values (8205500247756750033, 1668407266894562, 3, x'e30073491228ba93', x'1804054fa6d5a03f34f20fed137b5aaf70c887070c8c03fa03083006a753');
insert into beat values (8205500247756750033, 1668407309979783, 3, x'c053b6d5abb2628c', x'1800730877616b6174696d6505746f7765720b636c617564652d636f64650d4575726f70652f4265726c696e0466696c6507686172626f75720a666561747572652d313402476f09616920636f64696e672430316132623363342d303030302d343030302d383030302d313030303030303338363230002e2f686f6d652f6d652f7372632f686172626f75722f696e7465726e616c2f73746f72652f66696c653030322e676f7e60a1f564c5184d5ef1d13ddddd30da00fd010b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a11102c22646570656e64656e63696573223a100b2c22656e74697479223a22000a222c2274797065223a22051f222c2269735f7772697465223a66616c73652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227d9a0100525b22636f6e74657874222c226572726f7273222c2273796e63222c226572726f7273222c226572726f7273222c2264617461626173652f73716c222c22656e636f64696e672f6a736f6e222c22666d74225dbe01b402080e066958');
insert into beat values (8205500247756750033, 1668407353569994, 3, x'5e03e0e7df1fef3f', x'1800790877616b6174696d6505746f7765720b636c617564652d636f64650d4575726f70652f4265726c696e0466696c6507686172626f75720a666561747572652d3134084d61726b646f776e09616920636f64696e672430316132623363342d303030302d343030302d383030302d313030303030303338363230002e2f686f6d652f6d652f7372632f686172626f75722f696e7465726e616c2f73746f72652f66696c653030312e6d64bd9123b2e8a0a9c4c307c3d4768067f3091400415b22636f6e74657874222c226572726f7273222c2273796e63222c22666d74222c22737472696e6773222c2264617461626173652f73716c222c2273796e63225d2e36081a068e1d');
insert into beat values (8205500247756750033, 1668407378812523, 3, x'5fbd2771f95aed2a', x'190a0b1972ecb0c549fc2fcf702ca50d90db9f00fc010b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a11102c22646570656e64656e63696573223a100b2c22656e74697479223a22000a222c2274797065223a22051e222c2269735f7772697465223a747275652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a120f2c22757365725f6167656e74223a221002227d260cfa02e803081e068b61');
insert into beat values (8205500247756750033, 1668407470727119, 3, x'ca2a42e0d5dcc618', x'180a0b42d6ddf6610c4ba59e989f1536daa69609340cfe02e8030826063414');
insert into beat values (8205500247756750033, 1668407480173991, 3, x'f0a528a544ce4158', x'190a0b236b98898bc0902cf7a29cc004accfe50d780cfa02e803081e067aee');
insert into beat values (8205500247756750033, 1668407483279886, 3, x'5734433a6e2857ba', x'180a0bb1a273b7735e38f6451d6ce47754c08209100cfc02e803081806c64b');
insert into beat values (8205500247756750033, 1668407550983735, 3, x'a7ce799f82cdefab', x'180a0bb3ef1e2b0cb536865cc0ad132b4e59d309660cfc02e803083c061727');
insert into beat values (8205500247756750033, 1668407560897608, 3, x'44ab3206f2909a21', x'180a0b6b5e45fcc919ca9f464252e02c719fc209260cf602e803084c061a84');
insert into beat values (8205500247756750033, 1668407573743584, 3, x'14fe730c31b0cc09', x'180a0ba803e1c675320e965916ddd3c3cdaffb0994010cf002e8030836060c73');
insert into beat values (8205500247756750033, 1703600000000000, 3, x'faa39efd061df860', x'18040580b2b8a2851a0999158f82ed63465fde00eb010b7b226272616e6368223a22020e222c2263617465676f7279223a22040e222c22637572736f72706f73223a110b2c22656e74697479223a22000a222c2274797065223a22051f222c2269735f7772697465223a66616c73652c226c616e6775616765223a22030b222c226c696e656e6f223a11092c226c696e6573223a110c2c2270726f6a656374223a220117222c2270726f6a6563745f726f6f745f636f756e74223a11132c2261695f6c696e655f6368616e676573223a110f2c2261695f73657373696f6e223a220609222c2274696d65223a260f2c22757365725f6167656e74223a221002227d72fe02fa03084af69b92eb84daf605062445');
insert into spare values (8205500247756750033, 1668406460600332, 3, x'33919f4d1aca9fc1', x'8e0263c12648128b07f4fb03220f53d0', x'180405b4ecd0b530c518e7548aef84a81a775b000a067b2261223a2011017d02f166');
insert into heard values (8205500247756750033, 2, '2022-11-14', '2022-11-15', 41, 1);
insert into presence values (8205500247756750033, '1970-04-11', x'001400000003555443000774696465776179000000008080f28183898506127bd63cf7');
insert into token values (8205500247756750033, x'0700000000000000000000000000000000000000000000000000000000000000', 'editor', 'ingest,read,say,write', 1700000000000000, 0, 0);
insert into mark values (8205500247756750033, 1668384000000000, 1668470400000000, 4);
insert into mark values (8205500247756750033, 1700000000000000, 1700324000000000, 2);
insert into later values (8205500247756750033, 1703599200000000);
insert into reckoned values (8205500247756750033, 'v', 'c', 4, 1);
insert into day_row values (8205500247756750033, '1970-04-11', 2, x'00000000');
insert into generation values (8205500247756750033, 'beat', 2, 41, x'558f8ff5f071401844a66d091bd18d61d04eabccf2da0e70e2238b2f0a921e27');
insert into generation values (8205500247756750033, 'commit', 1, 3, x'555a70d342ab0b23e5472f61a1211931010729193b1755f1777f495185d28358');
insert into generation values (8205500247756750033, 'coverage', 2, 0, x'0000000000000000000000000000000000000000000000000000000000000000');
insert into generation values (8205500247756750033, 'event', 1, 1, x'd6a063ff880b73a19afc33a24ef17f8451e55b5d72429401668450ae268c984a');
insert into generation values (8205500247756750033, 'sighting', 2, 0, x'0000000000000000000000000000000000000000000000000000000000000000');
insert into result values (8205500247756750033, 'drift', x'0100000000000000000000000000000000000000000000000000000000000000', x'7b7d297bd0aa');
insert into month_row values (8205500247756750033, '2023-11-01', 3, x'010403756964054c756e6368000d4575726f70652f4265726c696e01010000000000000000000000000000000000010203020202028080f2818389850680909de91a0000060000000000000000e03fa99e0c03');
insert into agent_row values (8205500247756750033, '2023-11-14', 4, x'01040b636c617564652d636f6465017306616e7377657200018080f281838985060000010203032007000000000000000800000000000000018280f28183898506040102c59f04f3');
insert into event_mark values (8205500247756750033, 'uid', 1);
insert into namesake values (8205500247756750033, 1, 'ann@old.example', 'Ann', 0, 4, '1970-04-11', '');
insert into routine values (8205500247756750033, 1, 'Update it''s', 'a', 17, 20, '1970-04-11', '1970-05-01');
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
-- want line {Seq:0 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:begin Object:store Policy:owner Decision:allowed Region:local Purpose: Counts:map[] Digest: Salt:c3a8d5027ead7f218eb2452f91f7cfd1}}
-- want line {Seq:1 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:import Object:git /r Policy:owner Decision:allowed Region:local Purpose:bench Counts:map[bad:1 facts:5 sighted:5] Digest:e43c5d4185e33b374fd96db3da2467112f9a8bacf2cfc2af88dfe9e7980af778 Salt:792ec092af1d04580bb04d1b1c9bc8aa}}
-- want line {Seq:2 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:import begun Object:git /r Policy:owner Decision:allowed Region:local Purpose:bench Counts:map[facts:1 gone:1 sighted:1] Digest:67f05d6d12aa3a8b12c9de476e95fcb71c368bc06116d45ada12a23efe4fbc64 Salt:54a5fe1c43acbb56c87489855434cd7b}}
-- want line {Seq:3 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:permit Object:7 m 851eecafa8b6be52ac86cd09faa32d47 Policy:owner Decision:allowed Region:local Purpose:a talk Counts:map[] Digest: Salt:de882d660810d8d16ac4b9aaadeebebe}}
-- want line {Seq:4 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:import Object:wakatime / Policy:owner Decision:allowed Region:local Purpose:test Counts:map[beats:20] Digest:40ee6e018c27a4b39245c1ec74c3e6163795565f6b364d5c4f4177b3be444af3 Salt:360187d7f0b73999ac1a41996fc3d0c2}}
-- want line {Seq:5 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:import Object:wakatime / Policy:owner Decision:allowed Region:local Purpose:test Counts:map[bad:1 beats:21] Digest:9c10835c329286b7c85e16ac618d83d2cd79dc2ea7b2133f5346e429a9d85bb3 Salt:c723ab2f0937d2a9944c81e2648eb751}}
-- want line {Seq:6 Erased:false Entry:{At:2023-11-14T22:13:20Z Actor:8205500247756750033 Act:key Object:editor ingest,read,say,write Policy:owner Decision:allowed Region:local Purpose: Counts:map[] Digest: Salt:a80b86bf3a148030462558e81e504a96}}
-- want audit {Checkpoint:{Size:7 Root:gnoQqtQDuJL1qbkMIpUKHYHu3c26ceIZ+NCwiJyUzO4=} Erased:0 Breaks:[]}
-- want coverage [{Place:{Source:git Machine: Name: URI:/r} From:1970-04-11 To:1970-05-01 Open:false Facts:4 Yours:3 Undated:0 Bad:1 Shallow:false} {Place:{Source:wakatime Machine: Name: URI:/} From:2022-11-14 To:2022-11-15 Open:false Facts:41 Yours:41 Undated:1 Bad:1 Shallow:false}]
-- want routine {Subject:Update it's Files:a Minute:17 Clock:-1 Commits:20 From:1970-04-11 To:1970-05-01}
-- want places [{Place:{Source:git Machine: Name: URI:/r} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20.000001Z Facts:5 Bad:1} {Place:{Source:wakatime Machine: Name: URI:/} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20Z Facts:41 Bad:1}]
-- want name {Namesake:{Name:Ann Email:ann@old.example Own:false Commits:4 From:1970-04-11 To:} Place:{Source:git Machine: Name: URI:/r}}
-- want bad rows [{BadRow:{Line:3 What:no date Row:it's ünï} Place:{Source:git Machine: Name: URI:/r} First:2023-11-14T22:13:20Z Last:2023-11-14T22:13:20Z}]
-- want permits [{ID:851eecafa8b6be52ac86cd09faa32d47 Owner:8205500247756750033 Viewer:7 Measure:m Days:2017 Purpose:a talk From:2023-11-14T22:13:20Z Until:1970-01-01T00:00:00Z Revoked:1970-01-01T00:00:00Z}]
-- want dirty {Spans:[{From:2022-11-14T00:00:00Z To:2022-11-15T00:00:00Z} {From:2023-11-14T22:13:20Z To:2023-11-18T16:13:20Z}] UpTo:4}
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:Tn9WLd-Pta5WcVRlAyhWGQ More:0 At:2022-11-14T06:13:46.643375Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":63,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":189,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":23,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406426.643375,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:qsdmFpiSrmnRcSNI8MBolA More:0 At:2022-11-14T06:13:53.309389Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":15,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":189,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":0,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406433.309389,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:MqAc089iI8eSdtlWQ7hheQ More:0 At:2022-11-14T06:13:56.265608Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":61,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":191,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":4,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406436.265608,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:tOzQtTDFGOdUiu-EqBp3Ww More:0 At:2022-11-14T06:14:20.600332Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":26,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":191,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":6,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406460.600332,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:gLK4ooUaCZkVj4LtY0Zf3g More:0 At:2022-11-14T06:14:25.152763Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":57,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":191,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":37,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406465.152763,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:U0KCtvArX_oD6WBmCtP7qA More:0 At:2022-11-14T06:14:45.040264Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":26,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":188,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":19,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406485.040264,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:nkXvX7QqDFAxM58daQdi-g More:0 At:2022-11-14T06:14:52.526891Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":40,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":193,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":14,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406492.526891,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:n76Umh8Ycdq3NiwAfPU1Ng More:0 At:2022-11-14T06:16:29.962328Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":21,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":196,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":36,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406589.962328,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:vOOkMs2iSU35EL9t0k8whQ More:0 At:2022-11-14T06:16:51.674222Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":3,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":193,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":17,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406611.674222,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:XytW0O3A0H1kiizi_s9qvQ More:0 At:2022-11-14T06:17:55.517833Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":59,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":196,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":15,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406675.517833,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:jYoMBbm9xCpcYyMFw7Qrog More:0 At:2022-11-14T06:18:03.102193Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":23,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":195,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":24,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406683.102193,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:xbZFjYqbzeUnkekdCXbcSg More:0 At:2022-11-14T06:18:07.058406Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":35,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":195,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":38,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406687.058406,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:NxLs1E6RNfg28uzoovIIVQ More:0 At:2022-11-14T06:18:10.169215Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":3,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":199,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":21,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406690.169215,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:HtqK2Mi88TGnLi31khBi-g More:0 At:2022-11-14T06:18:42.556194Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":80,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":197,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":37,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406722.556194,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:YrdFR6NBsdh1Y_lRLv686Q More:0 At:2022-11-14T06:20:13.248672Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":8,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":196,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":17,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406813.248672,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:eGoczAWWCKcn02vnUnXvew More:0 At:2022-11-14T06:20:30.216847Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":44,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":201,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":21,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406830.216847,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:cZPb4G3EOMMYa5qQgNDfPw More:0 At:2022-11-14T06:21:48.319132Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:true Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":34,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":true,"language":"TypeScript","lineno":199,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":18,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406908.319132,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:nqHhBHHqFhPxU_STppo0Ng More:0 At:2022-11-14T06:21:51.327445Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":46,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":198,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":2,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406911.327445,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:toLML9E-tj_8M1FYOWYoXA More:0 At:2022-11-14T06:21:54.763649Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":52,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":196,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":18,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406914.763649,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:FT6kUlt7al0rssajkFKYmQ More:0 At:2022-11-14T06:23:08.41517Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":39,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":195,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":1,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406988.41517,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:QnGL5Udo5CS0-YFY0R7kDg More:0 At:2022-11-14T06:23:32.65336Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":76,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":196,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":21,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407012.65336,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:cs4V6cfMku9X1ZP_ihEWDQ More:0 At:2022-11-14T06:23:56.777908Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":33,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":193,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":29,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407036.777908,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:AAQXzjniMb9dMEl3uskhXg More:0 At:2022-11-14T06:24:06.633881Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":31,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":197,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":11,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407046.633881,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:6mvDXydIGzdVh72evVGHeg More:0 At:2022-11-14T06:25:15.793809Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":62,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":195,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":0,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407115.793809,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:Yjng7S-7C23d1f_OV08DMg More:0 At:2022-11-14T06:25:24.021145Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":79,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":196,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":14,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407124.021145,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:s4ztTYrMYh1ITJOyAEyGQQ More:0 At:2022-11-14T06:25:34.127362Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":28,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":195,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":22,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407134.127362,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:BQtLCCiUxflc3vzdD333Fg More:0 At:2022-11-14T06:25:43.895384Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":39,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":192,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":27,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407143.895384,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:DQ50CATwcHo2ZwZRHKAAIw More:0 At:2022-11-14T06:26:44.360498Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":7,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":197,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":1,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407204.360498,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:N27C764QlqQQu2qBr9xNQA More:0 At:2022-11-14T06:27:01.75697Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:true Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":1,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":true,"language":"TypeScript","lineno":194,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":23,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407221.75697,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:wGesIqxcExGur0od7jaYpA More:0 At:2022-11-14T06:27:05.467651Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":33,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":198,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":1,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407225.467651,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:T6bVoD808g_tE3tar3DIhw More:0 At:2022-11-14T06:27:46.894562Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":6,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":198,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":24,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407266.894562,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:fmCh9WTFGE1e8dE93d0w2g More:0 At:2022-11-14T06:28:29.979783Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":77,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":false,"language":"Go","lineno":95,"lines":154,"project":"harbour","project_root_count":4,"ai_line_changes":7,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407309.979783,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:vZEjsuigqcTDB8PUdoBn8w More:0 At:2022-11-14T06:29:13.569994Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file001.md Project:harbour Branch:feature-14 Language:Markdown Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":10,"dependencies":["context","errors","sync","fmt","strings","database/sql","sync"],"entity":"/home/me/src/harbour/internal/store/file001.md","type":"file","is_write":false,"language":"Markdown","lineno":23,"lines":27,"project":"harbour","project_root_count":4,"ai_line_changes":13,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407353.569994,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:GXLssMVJ_C_PcCylDZDbnw More:0 At:2022-11-14T06:29:38.812523Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:true Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":19,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":true,"language":"Go","lineno":189,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":15,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407378.812523,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:Qtbd9mEMS6WemJ8VNtqmlg More:0 At:2022-11-14T06:31:10.727119Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":26,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":false,"language":"Go","lineno":191,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":19,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407470.727119,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:I2uYiYvAkCz3opzABKzP5Q More:0 At:2022-11-14T06:31:20.173991Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:true Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":60,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":true,"language":"Go","lineno":189,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":15,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407480.173991,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:saJzt3NeOPZFHWzkd1TAgg More:0 At:2022-11-14T06:31:23.279886Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":8,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":false,"language":"Go","lineno":190,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":12,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407483.279886,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:s-8eKwy1NoZcwK0TK05Z0w More:0 At:2022-11-14T06:32:30.983735Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":51,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":false,"language":"Go","lineno":190,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":30,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407550.983735,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:a15F_MkZyp9GQlLgLHGfwg More:0 At:2022-11-14T06:32:40.897608Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":19,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":false,"language":"Go","lineno":187,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":38,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407560.897608,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:qAPhxnUyDpZZFt3Tw82v-w More:0 At:2022-11-14T06:32:53.743584Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file002.go Project:harbour Branch:feature-14 Language:Go Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":74,"dependencies":["context","errors","sync","errors","errors","database/sql","encoding/json","fmt"],"entity":"/home/me/src/harbour/internal/store/file002.go","type":"file","is_write":false,"language":"Go","lineno":184,"lines":244,"project":"harbour","project_root_count":4,"ai_line_changes":27,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668407573.743584,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want beat {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:gLK4ooUaCZkVj4LtY0Zf3g More:0 At:2023-12-26T14:13:20Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"branch":"feature-14","category":"ai coding","cursorpos":57,"entity":"/home/me/src/harbour/internal/store/file004.ts","type":"file","is_write":false,"language":"TypeScript","lineno":191,"lines":253,"project":"harbour","project_root_count":4,"ai_line_changes":37,"ai_session":"01a2b3c4-0000-4000-8000-100000038620","time":1668406465.152763,"user_agent":"wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0"} <nil>
-- want spare {Lane:{Source:wakatime Machine:tower Program:claude-code} Key:tOzQtTDFGOdUiu-EqBp3Ww More:0 At:2022-11-14T06:14:20.600332Z For:1970-01-01T00:00:00Z Zone:Europe/Berlin Type:file Entity:/home/me/src/harbour/internal/store/file004.ts Project:harbour Branch:feature-14 Language:TypeScript Category:ai coding Session:01a2b3c4-0000-4000-8000-100000038620 Write:false Raw:[]} {"a": 1} <nil>
-- want presence {Day:1970-04-11 Span:{From:2023-11-14T22:13:20Z To:2023-11-14T22:13:20.000009Z} Lane:{Source: Machine: Program:} Type: Project:tideway Branch: Language: Category: Session: Zone:UTC} <nil>
-- want key {Owner:8205500247756750033 Name:editor Hash:[7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0] Scopes:[ingest read say write] Made:2023-11-14T22:13:20Z Used:1970-01-01T00:00:00Z Revoked:1970-01-01T00:00:00Z} <nil>
-- want derived month {First:2023-11-01 Occurrences:[{Event:01000000000000000000000000000000 UID:uid Summary:Lunch Calendar: Span:{From:2023-11-14T22:13:20Z To:2023-11-14T23:13:20Z} Zone:Europe/Berlin Days:1970 to 1969 AllDay:false Floating:false Weight:0.5 Answer: Away:false People:3 Series:false Unruled:false Endless:false Caller: Mine:false With: Outside:0 Created:1970-01-01T00:00:00Z Categories:}]}
-- want derived result {Name:drift Hash:[1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0] Body:[123 125]}
-- want derived turn {At:2023-11-14T22:13:20Z For:1970-01-01T00:00:00Z Program:claude-code Session:s Type:answer Model: Agent: Message:7 Request:8 Tokens:<nil> Sign:1 Side:false Headless:false Command:false History:false Fast:false}
-- want derived heard [{At:2023-11-14T22:13:20.000001Z For:1970-01-01T00:00:00.000002Z Session:s Sign:2}]
-- want derived event to work out uid
