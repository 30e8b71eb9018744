CREATE PUBLICATION p FOR TABLE a, s.b (x) WHERE (x > 0), TABLES IN SCHEMA c WITH (publish = 'insert');
