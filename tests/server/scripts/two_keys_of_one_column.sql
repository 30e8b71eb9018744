-- A foreign key without a list hangs on the primary key, also where an older key has its columns.
CREATE TABLE parent (a integer NOT NULL UNIQUE);
ALTER TABLE parent ADD CONSTRAINT parent_pkey PRIMARY KEY (a);
CREATE TABLE child (b integer REFERENCES parent, c integer REFERENCES parent (a));
