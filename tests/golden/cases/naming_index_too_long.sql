-- migrate:up
CREATE TABLE manufacturer_certifications (
    id                           bigint PRIMARY KEY,
    issuing_certification_agency text,
    last_verification_protocol   text
);
CREATE INDEX certs ON manufacturer_certifications (issuing_certification_agency, last_verification_protocol);

-- migrate:down
DROP INDEX certs;
DROP TABLE manufacturer_certifications;
