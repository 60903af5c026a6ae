-- People sort by the bytes of their folded names, as on the embedded store.

ALTER TABLE accounts ALTER COLUMN username_folded TYPE TEXT COLLATE "C";

ALTER TABLE paces SET (fillfactor = 70);
