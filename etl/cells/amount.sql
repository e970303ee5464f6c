-- Amounts and numbers: thousands separators, accounting negatives, units in the cell. All take folded texts.

-- A number without the unit or the currency sign beside it: 12.5万元 and ¥12.5 are 12.5.
create or replace temp macro cell_plain(f) as
    case
        when f[-1] = '元' and f[-2] = '万' and f[-3] in ('十', '百', '千') then f[:-4]
        when f[-1] = '元' and f[-2] in ('万', '千', '亿') then f[:-3]
        when f[-1] = '元' then ltrim(f[:-2], '¥￥')
        when f[1] in ('¥', '￥') then f[2:]
        else f
    end;

-- What one of the unit named in the cell is in yuan; null when the cell names none.
create or replace temp macro cell_own_unit(f) as
    case
        when f[-1] <> '元' then null
        when f[-2] = '万' then
            case f[-3] when '十' then 100000 when '百' then 1000000 when '千' then 10000000 else 10000 end
        when f[-2] = '千' then 1000
        when f[-2] = '亿' then 100000000
        else 1
    end;

-- A folded number without its blanks: 12.5 万元, 1 234.50. Digits parted by blanks otherwise than in groups of three
-- are two numbers, and stay apart.
create or replace temp macro cell_closed(f) as
    case
        when regexp_matches(f, '\d \d') and not regexp_full_match(f, '\D*\d{1,3}( \d{3})+(\.\d*)?\D*') then trim(f)
        else replace(f, ' ', '')
    end;

-- The digits of a plain number, signed, without separators; null when it is not a number.
-- Separators must stand where they belong; (123) and -123 are negative; 1.5E+05 has lost digits and is none.
create or replace temp macro cell_digits(p) as
    case
        when regexp_full_match(p, '[+-]?\d+(\.\d*)?') then p
        when regexp_full_match(p, '[+-]?(\d{1,3}(,\d{3})+(\.\d*)?|\.\d+)|\((\d+|\d{1,3}(,\d{3})+)(\.\d*)?\)')
            then replace(replace(replace(p, ',', ''), '(', '-'), ')', '')
    end;

-- Amount in yuan, to the fen (half away from zero), of a cell that names its own unit, or a dash.
create or replace temp macro cell_own_amount(d, f) as
    case
        when cell_is_none(f) then 0
        else try_cast(round(try_cast(d as decimal(28, 10)) * cast(cell_own_unit(f) as decimal(9, 0)), 2) as decimal(18, 2))
    end;

-- Amounts in yuan, to the fen, one macro a unit: d its digits, f the folded cell. DECIMAL(18, n) with n just deep
-- enough for a fen stays in 64 bits; reading a text into a wider DECIMAL is a hundred times slower.
create or replace temp macro cell_amount_1(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(d as decimal(18, 2))
    end;

create or replace temp macro cell_amount_1000(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(cast(try_cast(d as decimal(18, 5)) as decimal(29, 5)) * cast(1000 as decimal(9, 0)) as decimal(18, 2))
    end;

create or replace temp macro cell_amount_10000(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(cast(try_cast(d as decimal(18, 6)) as decimal(29, 6)) * cast(10000 as decimal(9, 0)) as decimal(18, 2))
    end;

create or replace temp macro cell_amount_100000(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(cast(try_cast(d as decimal(18, 7)) as decimal(29, 7)) * cast(100000 as decimal(9, 0)) as decimal(18, 2))
    end;

create or replace temp macro cell_amount_1000000(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(cast(try_cast(d as decimal(18, 8)) as decimal(29, 8)) * cast(1000000 as decimal(9, 0)) as decimal(18, 2))
    end;

create or replace temp macro cell_amount_10000000(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(cast(try_cast(d as decimal(18, 9)) as decimal(29, 9)) * cast(10000000 as decimal(9, 0)) as decimal(18, 2))
    end;

create or replace temp macro cell_amount_100000000(d, f) as
    case
        when f[-1] = '元' or cell_is_none(f) then cell_own_amount(d, f)
        else try_cast(cast(try_cast(d as decimal(18, 10)) as decimal(29, 10)) * cast(100000000 as decimal(9, 0)) as decimal(18, 2))
    end;

-- The amount in yuan before it is rounded to the fen: for sums that are held against a stated total.
create or replace temp macro cell_unrounded(d, f, unit) as
    case when cell_is_none(f) then 0 else try_cast(d as double) * coalesce(cell_own_unit(f), unit) end;

-- What one of the last decimal shown is in yuan: 100 for 1.25 of 万元. Null for amounts in yuan, which nobody rounds.
create or replace temp macro cell_grain(d, f, unit) as
    case
        when coalesce(cell_own_unit(f), unit) > 1
            then coalesce(cell_own_unit(f), unit) / pow(10, case when contains(d, '.') then length(d) - strpos(d, '.') else 0 end)
    end;

create or replace temp macro cell_number(d) as
    try_cast(d as decimal(20, 4));

-- A whole number; 5.0 is one, 5.5 is none.
create or replace temp macro cell_integer(d) as
    case when regexp_full_match(d, '[+-]?\d+(\.0*)?') then try_cast(regexp_replace(d, '\.0*$', '') as bigint) end;
