-- What is the text of a document that is handed out as it is?
-- Parameters: $name (codebook, codebook_log or draws).
-- Columns: body; no row where the release has no such document.
select body from document
where name = $name
