CREATE STATISTICS IF NOT EXISTS st (ndistinct, mcv) ON a, (b + 1), lower(c) FROM s.t;
