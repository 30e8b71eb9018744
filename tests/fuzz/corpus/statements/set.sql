SET LOCAL search_path TO a, "B", 'c';
