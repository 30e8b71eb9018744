-- Views that read themselves or each other: made of views that read nothing, as pg_dump does.
CREATE TABLE items (id integer PRIMARY KEY, name text, price numeric(10, 2));
CREATE VIEW self AS SELECT id, name FROM items;
CREATE OR REPLACE VIEW self AS SELECT s.id, s.name, i.price FROM items i JOIN self s ON s.id = i.id;
CREATE VIEW first AS SELECT id, name, price AS "a price" FROM items;
CREATE VIEW second AS SELECT f.*, 1::bigint AS amount FROM first f;
CREATE OR REPLACE VIEW first AS SELECT id, name, "a price" FROM second;
CREATE VIEW behind AS SELECT count(*) AS n FROM second;
COMMENT ON VIEW first IS 'in a circle';
GRANT SELECT ON self TO PUBLIC;
