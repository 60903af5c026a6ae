-- How far the index of words follows the logs; it is in a table of its own, search_words, which is the database's own way.

-- seq: up to which event of the room's log. erasures: counted, so that nobody puts back what was erased while they read.
CREATE TABLE search_positions (
  room BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  erasures BIGINT NOT NULL DEFAULT 0
);

-- Which instance follows the logs at the moment, and until when if it is not heard of again. There is one row.
CREATE TABLE search_turn (
  no INTEGER PRIMARY KEY,
  holder TEXT NOT NULL,
  ends_at BIGINT NOT NULL
);

INSERT INTO search_turn (no, holder, ends_at) VALUES (1, '', 0);
