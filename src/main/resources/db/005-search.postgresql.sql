-- words: those of the text, and '@' with the number of the room, by which a search finds those of a few rooms at once.
CREATE TABLE search_words (
  room BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  sender BIGINT NOT NULL,
  ts BIGINT NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (room, seq)
);

CREATE INDEX search_words_words ON search_words USING gin (words) WITH (gin_pending_list_limit = 512);

ALTER TABLE search_positions SET (fillfactor = 50);
