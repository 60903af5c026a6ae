-- How often an instance has been heard of. It remembers that itself: where it finds less, the store went back in time.
CREATE TABLE beats (
  instance TEXT PRIMARY KEY,
  beat BIGINT NOT NULL,
  at BIGINT NOT NULL
);

-- The times the store went back, once each, under names that are never given again.
CREATE TABLE lives (
  name TEXT PRIMARY KEY,
  began_at BIGINT NOT NULL
);
