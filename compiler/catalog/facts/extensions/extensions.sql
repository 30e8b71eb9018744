-- The extensions: name, version that CREATE EXTENSION takes, schema where that is fixed, movable
-- (relocatable), what it requires; all that it brings is known.
SELECT format('{"%s", "%s", "%s", %s, "%s", true},', e.extname, e.extversion, coalesce(v.schema, ''),
              v.relocatable::text, coalesce(array_to_string(v.requires, ' '), ''))
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
ORDER BY e.extname COLLATE "C";
