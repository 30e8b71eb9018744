DO LANGUAGE plpgsql $do$ BEGIN EXECUTE 'x;'; END; $do$;
