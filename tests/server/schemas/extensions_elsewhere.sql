DO $$ BEGIN CREATE ROLE dump_known; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
create schema if not exists extensions;
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists citext with schema extensions;
create extension if not exists ltree with schema extensions;
SET search_path TO public, extensions;
create table if not exists public.teams (
  id uuid default uuid_generate_v4() primary key,
  name citext not null unique check (name <> '' and name in ('a', 'b')),
  path ltree,
  secret text default encode(gen_random_bytes(16), 'hex'),
  inserted_at timestamp with time zone default timezone('utc'::text, now()) not null
);
create index on teams using gist (path);
create view v as select name = 'x' || 'y' as eq, name is not distinct from 'q' as nd, path <@ 'a.b' as p, name like 'a%' as l from teams where name = any (array['a', 'b']::citext[]) and name = any ('{a,b}');
create or replace function public.is_member(_team uuid) returns bool language sql security definer set search_path = '' stable as $$ select exists (select 1 from public.teams where id = _team) $$;
alter table public.teams enable row level security;
create policy "Members can see" on public.teams for select to dump_known using (public.is_member(id) and name <> 'z'::citext);
create index teams_lower on teams (lower(name::text), (name || 'x'));
