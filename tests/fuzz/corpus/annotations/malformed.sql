-- migrate:revision 
-- migrate:revision a b
-- migrate:revises ,
-- migrate:created yesterday
-- migrate:up transaction:maybe
-- migrate:timeout lock
-- migrate:timeout foo=1s
SELECT 1;
