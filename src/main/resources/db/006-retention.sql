-- What is no longer kept. messages_gone: how many messages there were in what is gone, so that the unread are right.
-- retention_days: after which events go; NULL for the server's own.
ALTER TABLE rooms ADD COLUMN messages_gone BIGINT NOT NULL DEFAULT 0;

ALTER TABLE rooms ADD COLUMN retention_days INTEGER;
