CREATE TABLE items (
  id integer PRIMARY KEY,
  state varchar(20) NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'used', 'gone')),
  note varchar(50) DEFAULT '' CHECK (note <> 'x' AND length(note) > 0 OR note LIKE 'a%'),
  price numeric(10,2) DEFAULT 0 CHECK (price >= 0 AND price BETWEEN 0 AND 100),
  amount integer DEFAULT 1 CHECK (amount > 0 AND amount NOT IN (7, 8)),
  kind varchar DEFAULT 'a' CHECK (kind NOT IN ('x', 'y') AND kind = ANY (ARRAY['a', 'b'])),
  day date DEFAULT '2020-01-01' CHECK (day > '2000-01-01'),
  code varchar(3) CHECK (code IN ('abc')),
  label varchar(10) CHECK (coalesce(label, '') <> ' ')
);
CREATE INDEX by_state ON items (id) WHERE state IN ('new', 'used');
CREATE INDEX by_note ON items (lower(note), (note || 'x'));
CREATE INDEX by_kind ON items (id) WHERE kind = 'a' AND price > 1;
ALTER TABLE items ALTER COLUMN state TYPE text;
ALTER TABLE items ALTER COLUMN note TYPE text;
ALTER TABLE items ALTER COLUMN price TYPE integer;
ALTER TABLE items ALTER COLUMN amount TYPE bigint;
ALTER TABLE items ALTER COLUMN kind TYPE text;
ALTER TABLE items ALTER COLUMN day TYPE timestamp;
ALTER TABLE items ALTER COLUMN code TYPE varchar(10);
ALTER TABLE items ALTER COLUMN state TYPE varchar(30);
ALTER TABLE items ALTER COLUMN state TYPE varchar(40);
ALTER TABLE items ALTER COLUMN label TYPE text;
