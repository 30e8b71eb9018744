-- Blocks that reckon with days.
CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
DO $$ DECLARE d date := '2024-01-01'; BEGIN
  WHILE d < '2024-04-01' LOOP
    EXECUTE format('CREATE TABLE m_%s PARTITION OF m FOR VALUES FROM (%L) TO (%L)', to_char(d, 'YYYY_MM'), d, d + interval '1 month');
    d := d + interval '1 month';
  END LOOP;
END $$;
CREATE TABLE w (at timestamp NOT NULL) PARTITION BY RANGE (at);
DO $$ DECLARE s timestamp; BEGIN
  FOR i IN 0..3 LOOP
    s := date_trunc('week', '2024-02-29'::timestamp) + (i || ' weeks')::interval;
    EXECUTE 'CREATE TABLE w_' || to_char(s, 'YYYYMMDD') || ' PARTITION OF w FOR VALUES FROM (' || quote_literal(s) || ') TO (' || quote_literal(s + 7 * interval '1 day') || ')';
  END LOOP;
END $$;
CREATE TABLE q (at date NOT NULL) PARTITION BY RANGE (at);
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT g::date AS first, (g + interval '3 months')::date AS next FROM generate_series('2023-01-01'::date, '2023-12-31'::date, interval '3 months') AS g LOOP
    EXECUTE format('CREATE TABLE q_%s_%s PARTITION OF q FOR VALUES FROM (%L) TO (%L)', extract(year FROM r.first), date_part('quarter', r.first), r.first, r.next);
  END LOOP;
END $$;
CREATE TABLE y (at date NOT NULL) PARTITION BY RANGE (at);
DO $$ BEGIN
  FOR i IN 2020..2022 LOOP
    EXECUTE format('CREATE TABLE y%s PARTITION OF y FOR VALUES FROM (%L) TO (%L)', i, make_date(i, 1, 1), make_date(i + 1, 1, 1) - 0);
  END LOOP;
END $$;
