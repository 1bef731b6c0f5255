-- The tables of explorer.duckdb. Filled by data/build.py from the codebook, the reference tables and the case files.

create table release (
    version varchar not null,
    released date not null,
    initiatives integer not null
);

-- The codebook -----------------------------------------------------------------------------------

create table lens (lens varchar primary key, position integer, label varchar, question varchar);

create table colour (name varchar, mode varchar, position integer, hex varchar);

create table reference (reference varchar primary key, citation varchar, doi varchar, url varchar);

-- Coded, derived and identity variables alike: whatever can be shown, filtered or counted.
create table variable (
    variable varchar primary key,
    position integer,
    label varchar not null,
    question varchar,
    lens varchar,
    kind varchar not null,
    made varchar not null, -- coded, derived or identity
    stage boolean not null,
    rule varchar,
    literature varchar[],
    made_from varchar[] -- of a derived variable: the coded ones whose agreement limits it
);

-- The values of each variable in their order, missing codes last.
create table variable_value (
    variable varchar,
    code varchar,
    position integer,
    label varchar not null,
    definition varchar,
    is_missing boolean not null,
    primary key (variable, code)
);

create table country (
    country varchar primary key,
    iso_numeric varchar,
    label varchar not null,
    aliases varchar,
    region varchar not null,
    latitude double,
    longitude double
);

-- The outlines of the world's countries as TopoJSON, one row (npm world-atlas 2.0.2, from Natural Earth).
create table outline (topology json);

-- The cases --------------------------------------------------------------------------------------

create table initiative (
    case_id varchar primary key,
    name varchar not null,
    summary varchar not null,
    country varchar not null,
    locality varchar,
    latitude double,
    longitude double,
    precision varchar not null,
    start_year integer,
    end_year integer,
    status varchar not null,
    programme varchar,
    selection_route varchar not null
);

create table source (
    case_id varchar,
    source varchar,
    position integer,
    title varchar,
    publisher varchar,
    year integer,
    url varchar,
    doi varchar,
    type varchar,
    independence varchar,
    language varchar,
    read varchar,
    retrieved date,
    primary key (case_id, source)
);

-- One row a value: a many-valued variable has as many rows as values.
create table coding (
    case_id varchar,
    variable varchar,
    value varchar not null,
    is_missing boolean not null,
    basis varchar
);

create table support (
    case_id varchar, variable varchar, position integer, source varchar, locator varchar, note varchar
);

create table event (
    case_id varchar,
    position integer,
    year integer,
    rung varchar not null,
    reversal varchar,
    strand varchar,
    actor varchar,
    what varchar,
    source varchar,
    locator varchar
);

-- How the cases were found, and how far the coding can be trusted ---------------------------------

-- One row a candidate that was ever looked at.
create table screening (
    candidate varchar primary key,
    position integer not null,
    origin varchar not null,
    title varchar not null,
    decision varchar not null,
    rule varchar not null,
    case_id varchar,
    duplicate_of varchar,
    reason varchar not null,
    decided date not null
);

-- One row a search for further sources of a case, and for what happened since.
create table search (
    position integer primary key,
    case_id varchar not null,
    query varchar not null,
    result varchar not null,
    sources varchar,
    searched date not null
);

-- What each of two readers answered, one row a value; stage is pilot or main.
create table double_coding (
    stage varchar,
    case_id varchar,
    reader varchar,
    variable varchar,
    value varchar,
    primary key (stage, case_id, reader, variable, value)
);

-- Agreement over all double-coded cases, missing codes as a category; known_: only where both gave a value.
create table agreement (
    stage varchar,
    variable varchar,
    level varchar not null,
    n integer not null,
    agreed integer not null,
    alpha double,
    low double,
    high double,
    known_n integer not null,
    known_agreed integer not null,
    known_alpha double,
    known_low double,
    known_high double,
    status varchar not null,
    primary key (stage, variable)
);

create table adjudication (
    case_id varchar, variable varchar, first varchar, second varchar, settled varchar, reason varchar
);

create table audit (
    round integer not null,
    case_id varchar not null,
    variable varchar not null,
    value varchar,
    source varchar,
    verdict varchar not null,
    comment varchar
);

-- What the released package says of itself -------------------------------------------------------

create table coding_limit (name varchar primary key, value integer not null);
create table release_note (position integer, version varchar primary key, released date not null, note varchar);
create table package (
    name varchar, title varchar, description varchar, creator varchar, licence varchar, licence_title varchar,
    licence_url varchar
);
create table package_table (
    name varchar primary key, position integer, description varchar not null, primary_key varchar[]
);
create table package_column (
    name varchar, column_name varchar, description varchar not null, primary key (name, column_name)
);
create table package_reference (name varchar, columns varchar[], target varchar, target_columns varchar[]);

-- Texts that are handed out as they are: the codebook, and the log of its changes.
create table document (name varchar primary key, body varchar not null);

-- Scratch tables of the build: what derived.sql needs and no page does.
create temp table scale_value (scale varchar, code varchar, position integer, properties json);
create temp table stem_of (word varchar, stem varchar);
