COPY s.t (a, b) FROM '/x' WITH (FORMAT csv, HEADER) WHERE a > 0;
