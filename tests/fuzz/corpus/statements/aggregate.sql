CREATE OR REPLACE AGGREGATE agg(int, text) (SFUNC = s.f, STYPE = double precision, INITCOND = '0');
