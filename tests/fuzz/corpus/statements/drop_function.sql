DROP FUNCTION IF EXISTS s.f(int, OUT x text), g, h() CASCADE;
