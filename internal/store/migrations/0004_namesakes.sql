-- Names and addresses in the histories that are the person's, or may be: counted, so
-- that a person can be asked about them without reading a history again. They are no
-- evidence. What the person says no to leaves no row.
create table namesake (
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

-- What a program seems to commit in the person's name: one subject, the same files,
-- one minute of the day. It is no evidence.
create table routine (
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
