-- Accounts, rooms and their logs. Times are milliseconds since 1970, UTC, by the clock of this store.
-- IDENTITY stands for a number that the database gives, in the words of the dialect.

CREATE TABLE accounts (
  no IDENTITY,
  username TEXT NOT NULL,
  username_folded TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT,
  guest BOOLEAN NOT NULL,
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL
);

CREATE TABLE logins (
  id TEXT PRIMARY KEY,
  account BIGINT NOT NULL REFERENCES accounts (no),
  created_at BIGINT NOT NULL,
  ended_at BIGINT
);

CREATE INDEX logins_of_account ON logins (account);

CREATE INDEX logins_ended ON logins (ended_at) WHERE ended_at IS NOT NULL;

-- hash is the SHA-256 of a token, in hex. A used one is kept until it expires: who shows it again has a copy.
CREATE TABLE refresh_tokens (
  hash TEXT PRIMARY KEY,
  login TEXT NOT NULL REFERENCES logins (id),
  used BOOLEAN NOT NULL DEFAULT FALSE,
  expires_at BIGINT NOT NULL
);

CREATE INDEX refresh_tokens_of_login ON refresh_tokens (login);

-- A row is never removed, so that an id is never given again. Its lock orders the room: whoever adds an event or
-- changes a membership or a ban holds it.
-- last_seq: the head. first_seq: from where the log is whole. last_message: the newest message. messages: how many
-- there have been. members: how many there are. epoch: this life of the numbering. kept: it does not end when empty.
CREATE TABLE rooms (
  no IDENTITY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  topic TEXT NOT NULL,
  visibility TEXT NOT NULL,
  epoch TEXT NOT NULL,
  kept BOOLEAN NOT NULL DEFAULT FALSE,
  last_seq BIGINT NOT NULL DEFAULT 0,
  first_seq BIGINT NOT NULL DEFAULT 1,
  last_message BIGINT,
  messages BIGINT NOT NULL DEFAULT 0,
  members INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  ended_at BIGINT
);

-- read_seq: the member's own mark. joined_seq: the event that made them one.
CREATE TABLE memberships (
  room BIGINT NOT NULL REFERENCES rooms (no),
  account BIGINT NOT NULL REFERENCES accounts (no),
  role TEXT NOT NULL,
  read_seq BIGINT NOT NULL,
  joined_seq BIGINT NOT NULL,
  PRIMARY KEY (room, account)
);

CREATE INDEX memberships_of_account ON memberships (account, room);

CREATE TABLE bans (
  room BIGINT NOT NULL REFERENCES rooms (no),
  account BIGINT NOT NULL REFERENCES accounts (no),
  banned_by BIGINT NOT NULL REFERENCES accounts (no),
  banned_at BIGINT NOT NULL,
  PRIMARY KEY (room, account)
);

-- room and sender name rows that are never removed, under the room's lock: foreign keys would only cost here.
-- digest: of what the sender sent with key, so that a resend is known when the text is no longer here. messages: how
-- many messages the log has up to and with this event, so that counting the unread is a subtraction.
CREATE TABLE events (
  room BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  type TEXT NOT NULL,
  ts BIGINT NOT NULL,
  sender BIGINT NOT NULL,
  key TEXT,
  digest BIGINT,
  messages BIGINT NOT NULL,
  text TEXT CHECK (octet_length(text) <= 1048576),
  reply_to BIGINT,
  subject BIGINT,
  change TEXT,
  role TEXT,
  PRIMARY KEY (room, seq)
);

-- Begins with sender, so that no planner without statistics takes the primary key for a lookup by key.
CREATE UNIQUE INDEX events_by_key ON events (sender, key, room) WHERE key IS NOT NULL;

CREATE INDEX events_messages ON events (room, seq) WHERE type = 'message';
