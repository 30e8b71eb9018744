-- migrate:up
DROP TABLE made_by_hand;

-- migrate:irreversible nobody knows what it was
