-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE orders (
    id      bigint PRIMARY KEY,
    user_id bigint,
    CONSTRAINT orders_users_fk FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE carts (
    id      bigint PRIMARY KEY,
    user_id bigint CONSTRAINT fk_carts_users_user_id REFERENCES users (id)
);
CREATE TABLE people (
    id       bigint PRIMARY KEY,
    chief_id bigint CONSTRAINT fk_people_person REFERENCES people (id)
);

-- migrate:down
DROP TABLE people, carts, orders, users;
