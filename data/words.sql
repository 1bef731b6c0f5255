-- Every distinct word that the search index will hold.
select distinct unnest(words(text)) as word from passage;
