-- config: naming.table= naming.column= naming.index= naming.unique= naming.foreign_key= naming.primary_key=
-- migrate:up
CREATE TABLE thing (
    "Id" bigint PRIMARY KEY,
    "Up" bigint REFERENCES thing ("Id") UNIQUE
);

-- migrate:down
DROP TABLE thing;
