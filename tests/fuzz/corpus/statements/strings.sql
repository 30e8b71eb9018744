SELECT 'a'
  'b', 'c' -- comment
  'd', U&'\0041' UESCAPE '!', N'x', e'\\', $t$ $$ $t$;
