-- What rooms are made of besides talk.

ALTER TABLE accounts ADD COLUMN administrator BOOLEAN NOT NULL DEFAULT FALSE;

-- slow_mode_s: seconds a member waits between two messages. created_by: who made it, where somebody did.
ALTER TABLE rooms ADD COLUMN slow_mode_s INTEGER NOT NULL DEFAULT 0;

ALTER TABLE rooms ADD COLUMN created_by BIGINT REFERENCES accounts (no);

CREATE INDEX rooms_created ON rooms (created_by, created_at) WHERE created_by IS NOT NULL;

-- name to slow_mode_s: the room as it was from then on, in events of type 'room'. deleted: nothing is left of a message
-- but its place; or, of type 'room', the room has ended.
ALTER TABLE events ADD COLUMN name TEXT;

ALTER TABLE events ADD COLUMN topic TEXT;

ALTER TABLE events ADD COLUMN visibility TEXT;

ALTER TABLE events ADD COLUMN slow_mode_s INTEGER;

ALTER TABLE events ADD COLUMN deleted BOOLEAN NOT NULL DEFAULT FALSE;

-- The unread are counted without these. + 0, so that no planner without statistics takes the primary key for it.
CREATE INDEX events_deleted ON events ((room + 0), seq) WHERE deleted;

-- Which two a direct room is of; low has the smaller number. A row is never removed: two have one such room, ever.
CREATE TABLE direct_rooms (
  low BIGINT NOT NULL REFERENCES accounts (no),
  high BIGINT NOT NULL REFERENCES accounts (no),
  room BIGINT NOT NULL UNIQUE REFERENCES rooms (no),
  PRIMARY KEY (low, high)
);

-- Who ceased to be a member, ever: what they said is there to be erased when their account ends.
CREATE TABLE former (
  account BIGINT NOT NULL REFERENCES accounts (no),
  room BIGINT NOT NULL REFERENCES rooms (no),
  PRIMARY KEY (account, room)
);

INSERT INTO former (account, room)
SELECT DISTINCT subject, room FROM events WHERE type = 'member' AND change = 'left';

-- ends_at: when it is over by itself; NULL for not before it is undone.
CREATE TABLE mutes (
  room BIGINT NOT NULL REFERENCES rooms (no),
  account BIGINT NOT NULL REFERENCES accounts (no),
  muted_by BIGINT NOT NULL REFERENCES accounts (no),
  muted_at BIGINT NOT NULL,
  ends_at BIGINT,
  PRIMARY KEY (room, account)
);

-- When a member last spoke, kept in rooms with a slow mode only. Outlives the membership, so that leaving resets nothing.
CREATE TABLE paces (
  room BIGINT NOT NULL,
  account BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (room, account)
);

-- id: what it is listed and revoked by. code_hash: SHA-256, in hex, of the code that opens it.
CREATE TABLE invites (
  no IDENTITY,
  id TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL UNIQUE,
  room BIGINT NOT NULL REFERENCES rooms (no),
  created_by BIGINT NOT NULL REFERENCES accounts (no),
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  max_uses INTEGER,
  uses INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX invites_of_room ON invites (room, created_by);

CREATE TABLE audit (
  no IDENTITY,
  room BIGINT NOT NULL REFERENCES rooms (no),
  done_at BIGINT NOT NULL,
  done_by BIGINT NOT NULL REFERENCES accounts (no),
  action TEXT NOT NULL,
  subject BIGINT REFERENCES accounts (no),
  detail TEXT
);

CREATE INDEX audit_of_room ON audit (room, no);

-- What came of a wish with a key, for as long as the key is kept. digest: of the wish. reference: what came of it.
CREATE TABLE idempotency (
  account BIGINT NOT NULL REFERENCES accounts (no),
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  digest BIGINT NOT NULL,
  reference TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account, route, key)
);
