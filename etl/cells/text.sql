-- Text as departments type it: full-width forms, odd white space, invisible marks.
-- Each regular expression costs a compilation a statement, each mention of a macro's argument an expression: what
-- every cell needs is done once for the whole line (cell_fold on cells joined by chr(31)), see check-sql.ts.

-- White space and invisible marks at both ends; null when nothing is left.
create or replace temp macro cell_text(t) as
    nullif(
        trim(t, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(8203) || chr(8204) || chr(8205) || chr(65279)),
        ''
    );

create or replace temp macro cell_half_width(t) as
    translate(
        t,
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～−',
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~-'
    );

-- Half-width form of full-width letters, digits and signs, and the minus of type-setters (U+2212); white space and invisible marks become one space.
create or replace temp macro cell_fold(t) as
    case
        when regexp_matches(t, '[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}\x{ff01}-\x{ff5e}\x{2212}]')
            then regexp_replace(cell_half_width(t), '[\s\x{a0}\x{200b}-\x{200d}\x{3000}\x{feff}]+', ' ', 'g')
        else t
    end;

-- A code or a label: half-width, no white space at all; null when nothing is left.
create or replace temp macro cell_code(t) as
    nullif(replace(cell_fold(t), ' ', ''), '');

-- Whether any cell of a line (joined by chr(31)) may hold a control character or a spreadsheet's error, or be too long.
create or replace temp macro line_is_suspect(line) as
    strlen(line) > 32767
    or regexp_matches(
        line,
        '[\x00-\x08\x0b\x0c\x0e-\x1e\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}]|(^|\x1f)[\s\x{3000}]*#[A-Z]'
    );

-- Whether any cell of a folded line may be an identifier that a spreadsheet has rounded away.
create or replace temp macro line_has_scientific(line) as
    regexp_matches(line, '(^|\x1f) ?\d(\.\d+)?[eE]\+?\d');

-- Control characters and marks that turn the direction of writing: never part of a name.
create or replace temp macro cell_has_control(t) as
    regexp_matches(t, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}]');

-- An error or an empty formula of a spreadsheet.
create or replace temp macro cell_is_error(t) as
    regexp_full_match(t, '#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|FORMULA!|GETTING_DATA|SPILL!|CALC!)');

-- A number that a spreadsheet has rounded away: 1.10101E+17 was an identifier once. Takes a folded text.
create or replace temp macro cell_is_scientific(f) as
    (contains(f, 'E') or contains(f, 'e')) and regexp_full_match(f, '\d(\.\d+)?[eE]\+?\d{1,3}');

-- A dash or a word for "none". Takes a folded text. (A list: an IN of as many values is planned as a join.)
create or replace temp macro cell_is_none(f) as
    length(f) <= 2 and list_contains(['-', '--', '—', '——', '–', '/', '无'], f);

-- 是 / 否 in its spellings. Takes a folded text.
create or replace temp macro cell_flag(f) as
    case
        when list_contains(['是', '有', 'y', 'yes', '1', 'true', '√'], lower(f)) then true
        when list_contains(['否', '无', 'n', 'no', '0', 'false', '×'], lower(f)) then false
    end;

-- A cell of a file of returned rows without the apostrophe that kept a spreadsheet from running it.
create or replace temp macro cell_unguarded(t) as
    case when regexp_matches(t, '^''+[=+\-@\t\r＝＋－＠]') then t[2:] else t end;
