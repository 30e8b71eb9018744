-- migrate:up
CREATE TABLE people (id bigint PRIMARY KEY);
CREATE TABLE metadata (id bigint PRIMARY KEY);
CREATE TABLE news (id bigint PRIMARY KEY);
CREATE TABLE statuses (id bigint PRIMARY KEY);
CREATE TABLE orders_2024 (id bigint PRIMARY KEY);
CREATE TABLE orders_archived (id bigint PRIMARY KEY);
CREATE TABLE user_skus (id bigint PRIMARY KEY);
CREATE TABLE order_status (id bigint PRIMARY KEY);
CREATE TABLE address (id bigint PRIMARY KEY);
CREATE TABLE category (id bigint PRIMARY KEY);
CREATE TABLE child (id bigint PRIMARY KEY);
CREATE TABLE page_view (id bigint PRIMARY KEY);

-- migrate:down
DROP TABLE people, metadata, news, statuses, orders_2024, orders_archived, user_skus, order_status,
    address, category, child, page_view;
