-- The first schema. One text for both engines: ids are 16 bytes, times are
-- microseconds of UTC, days are text like 2017-03-01 ('' for none), bodies are
-- JSON in text, yes and no are 1 and 0. "without rowid" is SQLite's word for a
-- clustered table; PostgreSQL leaves it out and sorts every text by its bytes.

create table meta (
	one      smallint not null primary key check (one = 1),
	region   text     not null check (length(region) between 1 and 40),
	made_us  bigint   not null
);

create table person (
	n          bigint not null primary key check (n > 0),
	db_role    text   not null unique, -- who may log in as them; '' where a file's owner is meant
	generation bigint not null,        -- of the last mark in dirty
	made_us    bigint not null
);

-- Where evidence was read: a repository, a calendar. h is a hash of source,
-- machine and uri, whose length nothing bounds.
create table place (
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

-- How far a place has been read, in its source's own words.
create table cursor (
	person   bigint not null,
	place    bigint not null,
	at_us    bigint not null,
	position bytea  not null,
	primary key (person, place),
	foreign key (person, place) references place (person, n)
) without rowid;

-- A reading that has begun and not ended: what its audit line will say.
create table reading (
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

create table coverage (
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

create table bad_row (
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

-- The evidence. thing is a hash of kind and key: the versions of one thing
-- share it, and one of them is in force. list says where a question about a
-- time must look: 0 lasts at most 36 hours, 1 lasts longer, 2 has no time.
create table fact (
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
create index fact_thing on fact (person, thing);
create index fact_when on fact (person, kind, list, start_us, id) where in_force = 1 and gone = 0;

-- Where a fact was seen: first, last, and when it was found gone. It is there
-- while gone_us <= last_us. first_us is null where only its going was told.
create table sighting (
	person   bigint not null,
	place    bigint not null,
	id       bytea  not null,
	first_us bigint,
	last_us  bigint not null,
	gone_us  bigint not null,
	primary key (person, id, place),
	foreign key (person, place) references place (person, n)
) without rowid;

create table permit (
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

-- One tree of hashes a person. A body may be erased; its hash stays.
create table audit (
	person bigint not null references person (n),
	seq    bigint not null,
	body   text,
	primary key (person, seq)
) without rowid;
create table audit_hash (
	person bigint not null references person (n),
	idx    bigint not null,
	h      bytea  not null,
	primary key (person, idx)
) without rowid;

-- What must be reckoned again, and what was reckoned. Both can be thrown away.
create table dirty (
	person     bigint not null references person (n),
	generation bigint not null,
	start_us   bigint not null,
	end_us     bigint not null,
	primary key (person, generation, start_us)
) without rowid;
create table derived (
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
