-- How much of everything is kept, and a digest of it: a row a place, 0 for what lies at
-- none, and -1 for all together (internal/store/held). A body has up to two thousand
-- bytes, which a clustered table would put on pages of their own.
create table held (
	person bigint not null,
	place  bigint not null,
	body   bytea  not null,
	primary key (person, place)
);
