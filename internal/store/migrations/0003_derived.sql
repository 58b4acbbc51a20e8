-- What is derived, in packed rows. Each of these tables can be thrown away: the
-- next reckoning fills them again from the evidence.

drop table derived;

-- With what the rows below were reckoned. generation grows with each change of
-- them; epoch is the one in which all were thrown away last.
create table reckoned (
	person     bigint not null primary key references person (n),
	stamp      text   not null,
	calendar   text   not null, -- the same of month_row
	generation bigint not null,
	epoch      bigint not null
);

-- All numbers of one day, packed. An empty body stands for a day without any.
create table day_row (
	person     bigint not null references person (n),
	day        text   not null,
	generation bigint not null,
	body       bytea  not null,
	primary key (person, day)
) without rowid;
create index day_row_new on day_row (person, generation);

-- How often what is in force of a kind of fact has changed, how much of it there
-- is, and the sum modulo 2^256 of its hashes. It changes in the transaction that
-- changes the facts.
create table generation (
	person   bigint not null references person (n),
	kind     text   not null,
	n        bigint not null,
	in_force bigint not null,
	digest   bytea  not null,
	primary key (person, kind)
) without rowid;

-- What a question gave. h is the hash of the question.
create table result (
	person bigint not null references person (n),
	name   text   not null,
	h      bytea  not null,
	body   bytea  not null,
	primary key (person, name)
) without rowid;

-- When the events of a calendar take place: all that lie in a month of UTC,
-- packed, those that began before it too.
create table month_row (
	person     bigint not null references person (n),
	month      text   not null, -- its first day
	generation bigint not null, -- of reckoned
	body       bytea  not null,
	primary key (person, month)
) without rowid;
create index month_row_new on month_row (person, generation);

-- What one day of UTC holds of coding assistants, packed. An empty body stands for
-- a day that holds nothing any more.
create table agent_row (
	person     bigint not null references person (n),
	day        text   not null,
	generation bigint not null, -- of reckoned, when the body changed last
	body       bytea  not null,
	primary key (person, day)
) without rowid;
create index agent_row_new on agent_row (person, generation);

-- The events that changed since the rows above were worked out.
create table event_mark (
	person     bigint not null references person (n),
	key        text   not null,
	generation bigint not null, -- of the change, as in mark
	primary key (person, key)
) without rowid;
create index fact_event on fact (person, key, id) where kind = 'event' and in_force = 1 and gone = 0;

-- What lies on no day is asked for by itself.
create index fact_unplaced on fact (person, kind, id) where day = '' and in_force = 1 and gone = 0;
