-- What is alive about rooms: who reads, reacts, changes and is called.

-- receipts: whether others are told how far somebody has read. last_seen_at: when their last session on an instance ended.
ALTER TABLE accounts ADD COLUMN receipts BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE accounts ADD COLUMN last_seen_at BIGINT;

-- target: the message that an edit, a delete or a reaction changes. edited: of a message, the seq of its last edit.
-- mentions: who is called by the text, each by username, with spaces between.
ALTER TABLE events ADD COLUMN target BIGINT;

ALTER TABLE events ADD COLUMN emoji TEXT;

ALTER TABLE events ADD COLUMN reacts BOOLEAN;

ALTER TABLE events ADD COLUMN edited BIGINT;

ALTER TABLE events ADD COLUMN mentions TEXT;

-- + 0, so that no planner without statistics takes the primary key for it.
CREATE INDEX events_by_target ON events ((room + 0), target) WHERE target IS NOT NULL;

-- seq: the event that set it.
CREATE TABLE reactions (
  room BIGINT NOT NULL,
  message BIGINT NOT NULL,
  emoji TEXT NOT NULL,
  account BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (room, message, emoji, account)
);

-- Who is called by which message, until it is deleted; account 0 is everybody.
CREATE TABLE mentions (
  account BIGINT NOT NULL,
  room BIGINT NOT NULL,
  message BIGINT NOT NULL,
  sender BIGINT NOT NULL,
  PRIMARY KEY (account, room, message)
);

CREATE INDEX mentions_in_room ON mentions (room, sender);
