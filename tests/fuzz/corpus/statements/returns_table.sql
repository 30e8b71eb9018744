CREATE FUNCTION f() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'select 1, ''x''';
