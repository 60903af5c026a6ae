-- What becomes of accounts, and what is known of logins.
-- name_folded: for looking somebody up; filled for those who are here already.
-- shut_at: when they were shut out, or ended; absent for who is let in. erased: nothing is left of what they said.

ALTER TABLE accounts ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';

ALTER TABLE accounts ADD COLUMN shut_at BIGINT;

ALTER TABLE accounts ADD COLUMN ended_at BIGINT;

ALTER TABLE accounts ADD COLUMN erased BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE accounts SET shut_at = now_ms() WHERE disabled;

CREATE INDEX accounts_shut ON accounts (shut_at) WHERE shut_at IS NOT NULL;

CREATE INDEX accounts_remaining ON accounts (ended_at) WHERE ended_at IS NOT NULL AND NOT erased;

-- seen_at: when it last had a new token. agent: what the client calls itself.
ALTER TABLE logins ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE logins ADD COLUMN agent TEXT;

UPDATE logins SET seen_at = created_at;
