-- Each line of the audit log is chained to the one before it. Older lines have no sequence: the chain begins with a hash
-- over them. person_id is whose record it is, address is where the request came from, people is how many records a list
-- showed, and particulars are codes: the kinds of a list's filters, or the names of the fields that were changed.
ALTER TABLE audit ADD COLUMN sequence bigint;
ALTER TABLE audit ADD COLUMN person_id uuid;
ALTER TABLE audit ADD COLUMN address text;
ALTER TABLE audit ADD COLUMN people integer;
ALTER TABLE audit ADD COLUMN particulars text;
ALTER TABLE audit ADD COLUMN key_version integer;
ALTER TABLE audit ADD COLUMN hash text;
CREATE UNIQUE INDEX audit_in_chain ON audit (trust_id, sequence);
CREATE INDEX audit_by_time ON audit (trust_id, at, position);
CREATE INDEX audit_by_person ON audit (trust_id, person_id, at, position) WHERE person_id IS NOT NULL;
DROP INDEX audit_by_resource;
DROP INDEX audit_by_actor;
CREATE INDEX audit_by_actor ON audit (trust_id, actor_id, at, position);

-- Where each Trust's chain ends. Written last in each transaction; seal is a keyed hash over the row.
CREATE TABLE audit_heads (
    trust_id uuid NOT NULL PRIMARY KEY REFERENCES trusts (id),
    sequence bigint NOT NULL,
    hash text NOT NULL,
    -- The hash over what stood in the log before the chain began, and how many lines that was.
    beginning text NOT NULL,
    older bigint NOT NULL,
    key_version integer NOT NULL,
    seal text NOT NULL
);

-- Against slips. Who may drop these can change a line, and is found out by `foothold verify-audit`.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_heads_are_not_deleted BEFORE DELETE OR TRUNCATE ON audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Which versions of which keys something here depends on. The fingerprint tells another key that was given the same number.
CREATE TABLE key_uses (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    purpose text NOT NULL,
    version integer NOT NULL,
    fingerprint text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (trust_id, purpose, version)
);
