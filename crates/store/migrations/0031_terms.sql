-- Words that only this jurisdiction knows 用户词表: `short name = full name`, one a line.

CREATE TABLE term_list (
    jurisdiction TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);
