DROP TABLE key_uses;
DROP TRIGGER audit_is_not_changed ON audit;
DROP TABLE audit_heads;
DROP FUNCTION audit_is_append_only;
DROP INDEX audit_by_actor;
DROP INDEX audit_by_person;
DROP INDEX audit_by_time;
DROP INDEX audit_in_chain;
ALTER TABLE audit
    DROP COLUMN hash,
    DROP COLUMN key_version,
    DROP COLUMN particulars,
    DROP COLUMN people,
    DROP COLUMN address,
    DROP COLUMN person_id,
    DROP COLUMN sequence;
CREATE INDEX audit_by_resource ON audit (trust_id, resource_kind, resource_id, position);
CREATE INDEX audit_by_actor ON audit (trust_id, actor_id, position);
