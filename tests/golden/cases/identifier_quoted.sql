-- migrate:up
CREATE TABLE "user" (
    id         bigint PRIMARY KEY,
    "order"    integer,
    "position" integer,
    "time"     timestamptz,
    "plain"    text,
    "two words" text,
    "Straße"   text
);
CREATE INDEX "ix_user_Position" ON "user" ("position");

-- migrate:down
DROP TABLE "user";
