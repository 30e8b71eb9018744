CREATE TABLE a_table_whose_name_is_as_long_as_a_name_may_be_in_postgresql_15 (
  id serial PRIMARY KEY,
  a_column_whose_name_is_as_long_as_a_name_may_be_in_postgresql15 integer UNIQUE CHECK (a_column_whose_name_is_as_long_as_a_name_may_be_in_postgresql15 > 0),
  short integer UNIQUE
);
CREATE TABLE tänzerinnen_und_tänzer_des_großen_städtischen_balletts_zu_köln (
  größe_der_schuhe_in_französischer_zählung_ohne_einlegesohlen_ä integer UNIQUE,
  id serial
);
CREATE INDEX ON a_table_whose_name_is_as_long_as_a_name_may_be_in_postgresql_15 (a_column_whose_name_is_as_long_as_a_name_may_be_in_postgresql15, short, id);
CREATE INDEX ON a_table_whose_name_is_as_long_as_a_name_may_be_in_postgresql_15 (short);
CREATE INDEX ON a_table_whose_name_is_as_long_as_a_name_may_be_in_postgresql_15 (short);
CREATE TABLE t (a_b integer UNIQUE);
CREATE TABLE t_a (b integer UNIQUE, CHECK (b > 0));
CREATE TABLE t_a_b (key integer, CONSTRAINT t_a_b_check CHECK (key > 0));
ALTER TABLE t_a ADD CHECK (b < 100);
ALTER TABLE t ADD CHECK (a_b < 5);
ALTER TABLE t ADD UNIQUE (a_b);
ALTER TABLE t ADD UNIQUE (a_b);
