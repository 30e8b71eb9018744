CREATE OR REPLACE FUNCTION s.f(IN "X" int DEFAULT 1 + 1, y text = 'a', INOUT z int[], VARIADIC v int[]) RETURNS record LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path TO a, 'b' COST 5 AS $body$
BEGIN
  -- a comment; with a semicolon
  RETURN 'x;y';
END;
$body$;
