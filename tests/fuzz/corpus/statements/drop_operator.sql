DROP OPERATOR s.+ (int, NONE), === (a, b);
