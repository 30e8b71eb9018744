SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.lower_all(VARIADIC arr text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS $_$ SELECT array_agg(lower(x)) FROM unnest($1) x $_$;
CREATE TABLE public.base (
    id integer NOT NULL,
    kind character varying(10) DEFAULT 'x'::character varying NOT NULL,
    amount numeric(10,2) DEFAULT 0.00,
    flags bit(3) DEFAULT '101'::"bit",
    span tstzrange DEFAULT tstzrange(now(), NULL::timestamp with time zone),
    ip inet DEFAULT '10.0.0.1'::inet,
    arr integer[] DEFAULT '{1,2}'::integer[],
    CONSTRAINT base_kind_check CHECK (((kind)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))),
    CONSTRAINT base_amount CHECK (((amount >= (0)::numeric) AND (amount <> (5)::numeric)))
);
CREATE SEQUENCE public.base_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.base_id_seq OWNED BY public.base.id;
ALTER TABLE ONLY public.base ALTER COLUMN id SET DEFAULT nextval('public.base_id_seq'::regclass);
CREATE TABLE public.part (id integer NOT NULL, at timestamp with time zone NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE public.part_1 (id integer NOT NULL, at timestamp with time zone NOT NULL);
ALTER TABLE ONLY public.part ATTACH PARTITION public.part_1 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');
ALTER TABLE ONLY public.part ADD CONSTRAINT part_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.part_1 ADD CONSTRAINT part_1_pkey PRIMARY KEY (id, at);
ALTER INDEX public.part_pkey ATTACH PARTITION public.part_1_pkey;
CREATE INDEX part_at ON ONLY public.part USING btree (at);
CREATE INDEX part_1_at ON public.part_1 USING btree (at);
ALTER INDEX public.part_at ATTACH PARTITION public.part_1_at;
ALTER TABLE ONLY public.base ADD CONSTRAINT base_pkey PRIMARY KEY (id);
CREATE VIEW public.v AS
 SELECT b.id,
    (b.kind)::text AS kind,
    ( SELECT count(*) AS count
           FROM public.part p
          WHERE (p.id = b.id)) AS n,
    (date_part('epoch'::text, now()))::integer AS e
   FROM (public.base b
     LEFT JOIN public.part_1 x ON (((x.id = b.id) AND (x.at > (now() - '1 day'::interval)))))
  WHERE ((b.kind)::text <> ALL ((ARRAY['z'::character varying])::text[]));
CREATE RULE nope AS ON DELETE TO public.base DO INSTEAD NOTHING;
CREATE RULE ins AS ON INSERT TO public.v DO INSTEAD INSERT INTO public.base (id, kind) VALUES (new.id, new.kind) RETURNING base.id, (base.kind)::text, 0::bigint, 1;
CREATE STATISTICS public.st (dependencies) ON kind, amount FROM public.base;
ALTER TABLE ONLY public.base ALTER COLUMN kind SET STATISTICS 200;
ALTER TABLE ONLY public.base REPLICA IDENTITY USING INDEX base_pkey;
ALTER TABLE public.base CLUSTER ON base_pkey;
ALTER TABLE public.base ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.base FOR SELECT USING (((kind)::text = (CURRENT_USER)::text));
CREATE PUBLICATION pub WITH (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION pub ADD TABLE ONLY public.base;
SELECT pg_catalog.setval('public.base_id_seq', 1, false);
ALTER TABLE public.base DISABLE TRIGGER ALL;
ALTER TABLE public.base ENABLE TRIGGER ALL;
COMMENT ON COLUMN public.base.id IS 'identifier';
COMMENT ON STATISTICS public.st IS 's';
COMMENT ON POLICY p ON public.base IS 'p';
COMMENT ON PUBLICATION pub IS 'pub';
COMMENT ON SEQUENCE public.base_id_seq IS 'seq';
COMMENT ON EXTENSION plpgsql IS 'mine';
