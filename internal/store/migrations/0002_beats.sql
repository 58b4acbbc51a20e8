-- What comes by the million: beats, which hold nothing that a dictionary can
-- hold for them, the presences that were reckoned from them, and the keys of the
-- programs that send them. A body is packed (internal/store/pack).

-- The person's dictionary. It only grows, so that whoever read it once need
-- read no more of it than what came since.
create table word (
	person bigint not null references person (n),
	n      bigint not null, -- from 1, without a hole
	said   bytea  not null,
	primary key (person, n)
) without rowid;

-- One row a beat, in the order of time. source is the word that names it, h a
-- hash of its key. It has no reference to its person: looking that up for every
-- row would cost more than the row.
create table beat (
	person bigint  not null,
	at_us  bigint  not null,
	source integer not null,
	h      bytea   not null,
	body   bytea   not null,
	primary key (person, source, at_us, h)
) without rowid;

-- What another beat of the same key stands before; twin is a hash of it all.
create table spare (
	person bigint  not null,
	at_us  bigint  not null,
	source integer not null,
	h      bytea   not null,
	twin   bytea   not null,
	body   bytea   not null,
	primary key (person, source, at_us, h, twin)
) without rowid;

-- The beats that were first heard at a place.
create table heard (
	person   bigint not null,
	place    bigint not null,
	from_day text   not null,
	to_day   text   not null,
	beats    bigint not null,
	undated  bigint not null,
	primary key (person, place),
	foreign key (person, place) references place (person, n)
) without rowid;

-- The presences of a day. Can be thrown away.
create table presence (
	person  bigint not null references person (n),
	day     text   not null,
	body    bytea  not null,
	primary key (person, day)
) without rowid;

-- A key is never kept: h is its SHA-256.
create table token (
	person     bigint not null references person (n),
	h          bytea  not null unique,
	name       text   not null,
	scopes     text   not null,
	made_us    bigint not null,
	used_us    bigint not null,
	revoked_us bigint not null,
	primary key (person, h)
);

-- What must be reckoned again. The same span twice is one row, under the
-- generation of the later change.
create table mark (
	person     bigint not null references person (n),
	start_us   bigint not null,
	end_us     bigint not null,
	generation bigint not null,
	primary key (person, start_us, end_us)
) without rowid;

-- Hours of beats from a clock that was ahead: they take part once their time
-- has come.
create table later (
	person  bigint not null references person (n),
	hour_us bigint not null,
	primary key (person, hour_us)
) without rowid;
insert into mark (person, start_us, end_us, generation)
select person, start_us, end_us, max(generation) from dirty group by person, start_us, end_us;
drop table dirty;
