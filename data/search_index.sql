-- The inverted index, made once the stems of all words are known.

create table word as
select
    word,
    stem
from stem_of
order by word;

create table posting as
with counted as (
    select
        s.stem,
        p.case_id,
        sum(p.weight)::double as frequency
    from (select
        case_id,
        weight,
        unnest(words(text)) as word
    from passage) as p
    inner join stem_of as s using (word)
    group by all
),

sized as (
    select
        case_id,
        sum(frequency) as size
    from counted
    group by case_id
),

seen as (
    select
        stem,
        count(*) as cases
    from counted
    group by stem
)

-- BM25 with the customary k1 = 1.2 and b = 0.75 (Robertson & Zaragoza 2009, doi 10.1561/1500000019), field weights in
-- the frequency.
select
    c.stem,
    c.case_id,
    ln(1 + (n.cases - seen.cases + 0.5) / (seen.cases + 0.5))
    * c.frequency * 2.2 / (c.frequency + 1.2 * (0.25 + 0.75 * sized.size / n.mean_size)) as score
from counted as c
inner join sized using (case_id)
inner join seen using (stem)
cross join (select
    count(*) as cases,
    avg(size) as mean_size
from sized) as n
order by c.stem, c.case_id;

-- found(search): the cases that hold every word searched for, with their relevance. A word stands for its stem;
-- a word that no case uses stands for the words that begin with it, else for those one or two letters away.
create macro found(search) as table
    -- Each step is kept, so that the costly last one sees only the words that the others left.
    with term as materialized (
        select unnest(search_terms(search)) as term
    ),

    exact as materialized (
        select
            term.term,
            word.stem
        from term
        inner join word on term.term = word.word
    ),

    begun as materialized (
        select
            term.term,
            word.stem
        from term
        inner join word on starts_with(word.word, term.term)
        where length(term.term) >= 3 and term.term not in (select exact.term from exact)
    ),

    unmatched as materialized (
        select
            term,
            if(length(term) >= 8, 2, 1) as letters
        from term
        where
            length(term) >= 4
            and term not in (select exact.term from exact)
            and term not in (select begun.term from begun)
    ),

    near as (
        select
            unmatched.term,
            word.stem
        from unmatched
        inner join word
            on
                (
                    abs(length(word.word) - length(unmatched.term)) <= unmatched.letters
                    and damerau_levenshtein(word.word, unmatched.term) <= unmatched.letters
                )
                or (
                    abs(length(word.stem) - length(unmatched.term)) <= unmatched.letters
                    and damerau_levenshtein(word.stem, unmatched.term) <= unmatched.letters
                )
    ),

    meant as (
        select * from exact
        union
        select * from begun
        union
        select * from near
    ),

    best as (
        select
            posting.case_id,
            meant.term,
            max(posting.score) as score
        from meant
        inner join posting using (stem)
        group by all
    )

    select
        case_id,
        sum(score) as relevance
    from best
    group by case_id
    having count(*) = (select count(*) from term);

-- candidate(...): the cases that search and years leave, before any filter. Without words, everything is found.
create macro candidate(search, year_from, year_to) as table
    select
        i.case_id,
        coalesce(f.relevance, 0) as relevance
    from initiative as i
    left join found(search) as f using (case_id)
    where
        (len(search_terms(search)) = 0 or f.case_id is not null)
        and (year_from is null or i.start_year >= year_from)
        and (year_to is null or i.start_year <= year_to);

-- met(...): the filters that each case meets. A filter is a variable with the values asked for, any of which will do;
-- variables and codes are lists of equal length, one pair a value.
create macro met(variables, codes) as table
    with chosen as (
        select
            unnest(variables) as variable,
            unnest(codes) as code
    )

    select distinct
        facet.case_id,
        facet.variable
    from facet
    inner join chosen using (variable, code);
