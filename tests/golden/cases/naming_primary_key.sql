-- config: naming.primary_key_name=pk_{table}
-- migrate:up
CREATE TABLE coupons (
    coupon_id bigint PRIMARY KEY,
    code      text
);
CREATE TABLE seats (
    "row"  text,
    number integer,
    CONSTRAINT pk_seats PRIMARY KEY ("row", number)
);
CREATE INDEX ix_coupons_code ON coupons (code) INCLUDE (coupon_id);

-- migrate:down
ALTER TABLE coupons DROP CONSTRAINT coupons_pkey;
DROP TABLE seats, coupons;
