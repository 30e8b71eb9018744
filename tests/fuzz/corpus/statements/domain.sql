CREATE DOMAIN s.d AS varchar(10) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT ck CHECK (value <> '') CHECK (length(value) > 1);
