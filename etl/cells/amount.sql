-- Amounts and numbers: thousands separators, accounting negatives, units in the cell. All take folded texts.

-- A number without the unit or the currency sign beside it: 12.5万元 and ¥12.5 are 12.5.
create or replace temp macro cell_plain(f) as
    case
        when f[-1] = '元' or f[1] in ('¥', '￥')
            then regexp_replace(regexp_replace(f, '(万|千|亿)?元$', ''), '^[¥￥]', '')
        else f
    end;

-- What one of the unit named in the cell is in yuan; null when the cell names none.
create or replace temp macro cell_own_unit(f) as
    case
        when f[-1] <> '元' then null
        when f[-2] = '万' then 10000
        when f[-2] = '千' then 1000
        when f[-2] = '亿' then 100000000
        else 1
    end;

-- The digits of a plain number, signed, without separators; null when it is not a number.
-- Separators must stand where they belong; (123) and -123 are negative; 1.5E+05 has lost digits and is none.
create or replace temp macro cell_digits(p) as
    case
        when regexp_full_match(p, '[+-]?\d+(\.\d*)?') then p
        when regexp_full_match(p, '[+-]?\d{1,3}(,\d{3})+(\.\d*)?') then replace(p, ',', '')
        when regexp_full_match(p, '\(\d+(\.\d*)?\)') then '-' || p[2:-2]
        when regexp_full_match(p, '\(\d{1,3}(,\d{3})+(\.\d*)?\)') then '-' || replace(p[2:-2], ',', '')
        when regexp_full_match(p, '[+-]?\.\d+') then replace(p, '.', '0.')
    end;

-- Exact amount in yuan before rounding, DECIMAL(38,10). `d`: its digits, `f`: the folded cell, `unit`: what one of
-- the sheet's unit is in yuan. A dash is an amount of none.
create or replace temp macro cell_exact_amount(d, f, unit) as
    case
        when cell_is_none(f) then 0
        else try_cast(d as decimal(28, 10)) * cast(coalesce(cell_own_unit(f), unit) as decimal(9, 0))
    end;

-- Amount in yuan, to the fen (half away from zero).
create or replace temp macro cell_amount(d, f, unit) as
    case
        when unit = 1 and f[-1] <> '元' and not cell_is_none(f) then try_cast(d as decimal(18, 2))
        else try_cast(round(cell_exact_amount(d, f, unit), 2) as decimal(18, 2))
    end;

create or replace temp macro cell_number(d) as
    try_cast(d as decimal(20, 4));

-- A whole number; 5.0 is one, 5.5 is none.
create or replace temp macro cell_integer(d) as
    case when regexp_full_match(d, '[+-]?\d+(\.0*)?') then try_cast(regexp_replace(d, '\.0*$', '') as bigint) end;
