-- migrate:up
-- migrate:timeout lock=2s statement=10min
SELECT 1;
-- migrate:timeout lock=0 lock=1
SELECT 2;
