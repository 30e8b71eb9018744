-- What this session may not see, and what no statement can say, in words.
SELECT words FROM (
  SELECT 'the options of the user mapping of ' || usename || ' on server ' || srvname AS words FROM pg_user_mappings m
  WHERE umoptions IS NULL AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    AND NOT (umuser = (SELECT oid FROM pg_roles WHERE rolname = current_user))
  UNION ALL SELECT 'the password of the user mapping of ' || usename || ' on server ' || srvname FROM pg_user_mappings, unnest(umoptions) o WHERE o LIKE 'password=%'
  UNION ALL SELECT 'the connection of subscription ' || subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) -- from 14
  UNION ALL SELECT DISTINCT 'subscription ' || subname FROM pg_stat_subscription -- until 13
  UNION ALL SELECT 'index ' || name || ' is invalid: its build was cut off'
  FROM pg_index i JOIN relations r ON r.oid = indexrelid WHERE NOT indisvalid AND relkind = 'i' AND NOT relispartition
) unread ORDER BY words
