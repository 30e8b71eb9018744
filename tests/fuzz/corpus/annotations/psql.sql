-- migrate:up
\set ON_ERROR_STOP 1
SELECT 1 \gexec
COPY t FROM stdin;
1	2
\.
SELECT 2;
\echo 'open
