-- Text as departments type it: full-width forms, odd white space, invisible marks.
-- Macros substitute their argument as often as they name it, so each takes a column and none builds on another
-- where it can be helped: check-sql.ts stores what it needs twice (the folded text) as a column first.

-- White space and invisible marks at both ends; null when nothing is left.
create or replace temp macro cell_text(t) as
    nullif(
        case
            when regexp_matches(t, '^[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]|[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]$')
                then regexp_replace(t, '^[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]+|[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]+$', '', 'g')
            else t
        end,
        ''
    );

create or replace temp macro cell_half_width(t) as
    translate(
        t,
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'
    );

-- Half-width form of full-width letters, digits and signs, trimmed; null when nothing is left.
create or replace temp macro cell_fold(t) as
    nullif(
        case
            when regexp_matches(t, '^\s|\s$|[\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}\x{ff01}-\x{ff5e}]')
                then regexp_replace(replace(cell_half_width(t), chr(12288), ' '), '^[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]+|[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]+$', '', 'g')
            else t
        end,
        ''
    );

-- A code or a label: half-width, no white space at all; null when nothing is left.
create or replace temp macro cell_code(t) as
    nullif(
        case
            when regexp_matches(t, '[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}\x{ff01}-\x{ff5e}]')
                then regexp_replace(cell_half_width(t), '[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]', '', 'g')
            else t
        end,
        ''
    );

-- Control characters and marks that turn the direction of writing: never part of a name.
create or replace temp macro cell_has_control(t) as
    regexp_matches(t, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}]');

-- An error or an empty formula of a spreadsheet.
create or replace temp macro cell_is_error(t) as
    regexp_full_match(t, '#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|FORMULA!|GETTING_DATA|SPILL!|CALC!)');

-- Any of the three faults that a text or a code can hide: control characters, errors, rounded identifiers.
create or replace temp macro cell_is_suspect(t) as
    regexp_matches(t, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}]|^#[A-Z]|^\d(\.\d+)?[eE]\+?\d{1,3}$');

-- A number that a spreadsheet has rounded away: 1.10101E+17 was an identifier once. Takes a folded text.
create or replace temp macro cell_is_scientific(f) as
    (contains(f, 'E') or contains(f, 'e')) and regexp_full_match(f, '\d(\.\d+)?[eE]\+?\d{1,3}');

-- A dash or a word for "none". Takes a folded text.
create or replace temp macro cell_is_none(f) as
    f in ('-', '--', '—', '——', '–', '/', '无');

-- 是 / 否 in its spellings. Takes a folded text.
create or replace temp macro cell_flag(f) as
    case
        when lower(f) in ('是', '有', 'y', 'yes', '1', 'true', '√') then true
        when lower(f) in ('否', '无', 'n', 'no', '0', 'false', '×') then false
    end;
