CREATE MATERIALIZED VIEW mv AS SELECT o.id, sum(o.total) FROM app.orders o JOIN k USING (a) WHERE o.total > 0 GROUP BY 1;
