-- rowid: room * 2^40 + seq. Words come with spaces between and in small letters: nothing is left to the tokenizer.
CREATE VIRTUAL TABLE search_words USING fts5(words, sender UNINDEXED, ts UNINDEXED, tokenize = 'ascii');

-- What is deleted is gone from the index at once, and not only when it is merged.
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
