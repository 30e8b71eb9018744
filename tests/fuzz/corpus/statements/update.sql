UPDATE ONLY s.t AS x SET (a, b) = (SELECT 1, 2), c = d.e, f[1].g = DEFAULT FROM d WHERE x.i = d.i RETURNING *;
