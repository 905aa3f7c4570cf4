-- Who leads a session: a name, because whoever teaches for the college has no account here. Null where nobody is named yet.
ALTER TABLE sessions ADD COLUMN trainer text;
