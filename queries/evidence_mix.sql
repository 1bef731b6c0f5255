-- Of what kinds are the cases and sources: routes, places, kinds of source, independence, language, extent read?
-- Parameters: none.
-- Columns: variable (selection_route, region and country over cases; source_type, independence, language and read over
--   sources), code, label, definition, n, total; values that occur, most first, scales in their order.
with counted as (
    select
        facet.variable,
        facet.code,
        count(*) as n
    from facet
    where facet.variable in ('selection_route', 'region', 'country')
    group by all
    union all
    select
        about.variable,
        about.code,
        count(*) as n
    from source as s
    cross join
        lateral (
            select unnest([
                { 'variable': 'source_type', 'code': s.type },
                { 'variable': 'independence', 'code': s.independence },
                { 'variable': 'language', 'code': s.language },
                { 'variable': 'read', 'code': s.read }
            ]) as about
        ) as each
    group by all
)

select
    c.variable,
    c.code,
    coalesce(v.label, c.code) as label,
    v.definition,
    c.n,
    sum(c.n) over (partition by c.variable)::integer as total
from counted as c
left join variable_value as v on c.variable = v.variable and c.code = v.code
order by c.variable, c.n desc, v.position
