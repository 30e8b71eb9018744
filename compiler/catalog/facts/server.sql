-- The major version of the server that all of this is from.
SELECT current_setting('server_version_num')::integer / 10000;
