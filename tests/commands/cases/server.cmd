ashlar init 2>/dev/null
ashlar server status
ashlar server start > url && ashlar server status | diff url - && echo same
ashlar server start | diff url - && echo same
ashlar server stop
ashlar server status
ashlar server stop
