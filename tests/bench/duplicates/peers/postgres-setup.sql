-- The messages and drafts of the comparison, and PostgreSQL's trigram index over title and body together.
create extension if not exists pg_trgm;
drop table if exists messages, drafts, pairs, titles;
create table messages (id text, whole text);
create table drafts (id text, whole text);
create table pairs (a text, b text, label int);
create table titles (id text, held text, asked text);
\copy messages from 'messages.csv' csv
\copy drafts from 'drafts.csv' csv
\copy pairs from 'pairs.csv' csv
\copy titles from 'titles.csv' csv
create index messages_trgm on messages using gin (whole gin_trgm_ops);
create index titles_trgm on titles using gin (held gin_trgm_ops);
analyze;
