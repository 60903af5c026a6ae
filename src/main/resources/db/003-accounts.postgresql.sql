-- Usernames sort by their bytes, as on the embedded store.

ALTER TABLE accounts ALTER COLUMN username_folded TYPE TEXT COLLATE "C";
