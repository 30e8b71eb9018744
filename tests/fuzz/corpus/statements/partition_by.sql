CREATE TABLE part (a int, b date) PARTITION BY RANGE (a, lower(b::text) COLLATE "C" text_ops);
