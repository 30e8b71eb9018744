SELECT 'a' -- it's
'b', E'\'' 
 'c', U&'x'
'y' UESCAPE '!'