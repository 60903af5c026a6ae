-- Ids sort by their bytes, as on the embedded store, and rows that change with every message find room on their page.

ALTER TABLE rooms ALTER COLUMN id TYPE TEXT COLLATE "C";

ALTER TABLE events ALTER COLUMN key TYPE TEXT COLLATE "C";

ALTER TABLE events ALTER COLUMN type TYPE TEXT COLLATE "C";

ALTER TABLE rooms SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

ALTER TABLE memberships SET (fillfactor = 70);
