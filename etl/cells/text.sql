-- Text as departments type it: full-width forms, odd white space, invisible marks.
-- Macros substitute their argument as often as they name it, so each takes a column and none builds on another
-- where it can be helped: check-sql.ts stores what it needs twice (the folded text) as a column first.

-- White space and invisible marks at both ends; null when nothing is left.
create or replace temp macro cell_text(t) as
    nullif(
        trim(t, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(8203) || chr(8204) || chr(8205) || chr(65279)),
        ''
    );

-- Half-width form of full-width letters, digits and signs, trimmed; null when nothing is left. Pure ASCII and text
-- without full-width forms, nearly every cell, take the short ways.
create or replace temp macro cell_fold(t) as
    nullif(
        case
            when strlen(t) = length(t) then trim(t, ' ' || chr(9) || chr(10) || chr(13))
            when not regexp_matches(t, '[\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}\x{ff01}-\x{ff5e}]')
                then trim(t, ' ' || chr(9) || chr(10) || chr(13))
            else cell_text(translate(
                t,
                '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　',
                '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~ '
            ))
        end,
        ''
    );

-- A code or a label: folded, no white space inside.
create or replace temp macro cell_code(t) as
    nullif(replace(replace(replace(cell_fold(t), ' ', ''), chr(10), ''), chr(9), ''), '');

-- Control characters and marks that turn the direction of writing: never part of a name.
create or replace temp macro cell_has_control(t) as
    regexp_matches(t, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}]');

-- An error or an empty formula of a spreadsheet.
create or replace temp macro cell_is_error(t) as
    t[1] = '#'
    and t in ('#REF!', '#N/A', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!', '#FORMULA!', '#GETTING_DATA', '#SPILL!', '#CALC!');

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
