-- What is no longer kept. messages_gone: how many messages there were in what is gone, so that the unread are right.
-- retention_days: after which events go; NULL for the server's own.
ALTER TABLE rooms ADD COLUMN messages_gone BIGINT NOT NULL DEFAULT 0;

ALTER TABLE rooms ADD COLUMN retention_days INTEGER;

-- Which instance takes away what is old at the moment, and until when if it is not heard of again. There is one row.
CREATE TABLE retention_turn (
  no INTEGER PRIMARY KEY,
  holder TEXT NOT NULL,
  ends_at BIGINT NOT NULL
);

INSERT INTO retention_turn (no, holder, ends_at) VALUES (1, '', 0);
