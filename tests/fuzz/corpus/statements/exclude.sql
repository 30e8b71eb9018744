CREATE TABLE ex (r int4range, EXCLUDE USING gist (r WITH &&, (lower(r) + 1) WITH =) WHERE (r IS NOT NULL));
