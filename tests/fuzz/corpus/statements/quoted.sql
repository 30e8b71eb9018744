CREATE TABLE quoted ("select" int, "a ""b""" int, "ÄÖÜ" int, straße text, U&"d\0061t" int);
