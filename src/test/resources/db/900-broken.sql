CREATE TABLE half_way (no INTEGER);

CREATE TABLE half_way (no INTEGER);
