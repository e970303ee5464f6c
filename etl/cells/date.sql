-- Dates and periods as departments write them, from folded texts. What could mean two things (3/1/25) is none.

-- The day a spreadsheet stores as a number (1900 system), for years 2000 to 2099.
create or replace temp macro cell_serial_date(f) as
    case when f between '36526' and '73050' then date '1899-12-30' + try_cast(f as integer) end;

-- A day in Chinese digits, 二〇二五年三月十一日, in digits: 2025年3月11日. Any other text stays as it is.
create or replace temp macro cell_arabic_date(f) as
    case
        when regexp_full_match(f, '[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月([一二三四五六七八九十]{1,3}日)?')
            then translate(
                regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                    f, '([一二三])十([一二三四五六七八九])', '\1\2', 'g'), '([一二三])十', '\10', 'g'),
                    '十([一二三四五六七八九])', '1\1', 'g'), '十', '10', 'g'),
                '〇零○一二三四五六七八九', '000123456789')
        else f
    end;

-- 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日 (a time of day is dropped), 20240305, a spreadsheet's serial, or
-- 二〇二四年三月五日. The last days of 1899 are a spreadsheet's zero, not a day.
create or replace temp macro cell_date(f) as
    case
        when starts_with(f, '1899') then null
        when length(f) = 10 and f[5] = '-' and f[8] = '-' then try_cast(f as date)
        when regexp_full_match(f, '\d{8}') then try_cast(f[1:4] || '-' || f[5:6] || '-' || f[7:8] as date)
        when regexp_full_match(f, '\d{5}') then cell_serial_date(f)
        when regexp_full_match(
            f, '\d{4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?([ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(\+08:?00)?)?'
        )
            then try_cast(regexp_replace(
                f, '^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}).*$', '\1-\2-\3'
            ) as date)
        when regexp_full_match(f, '[〇零○一二三四五六七八九]{4}年.*日')
            then try_cast(regexp_replace(cell_arabic_date(f), '^(\d{4})年(\d+)月(\d+)日$', '\1-\2-\3') as date)
    end;

-- The first of the month: 2024-03, 2024/3, 2024年3月(份), 202403, or any date.
create or replace temp macro cell_month(f) as
    case
        when regexp_full_match(f, '\d{6}') then try_cast(f[1:4] || '-' || f[5:6] || '-01' as date)
        when regexp_full_match(f, '\d{4} ?([-/.] ?\d{1,2}|年 ?\d{1,2} ?月份?)')
            then try_cast(regexp_replace(f, '^(\d{4}) ?[-/.年] ?(\d{1,2}).*$', '\1-\2-01') as date)
        when regexp_full_match(f, '[〇零○一二三四五六七八九]{4}年[^日]*月')
            then try_cast(regexp_replace(cell_arabic_date(f), '^(\d{4})年(\d+)月$', '\1-\2-01') as date)
        else cast(date_trunc('month', cell_date(f)) as date)
    end;

create or replace temp macro cell_year(f) as
    case when regexp_full_match(f, '\d{4}(年|年度)?') then try_cast(f[1:4] as integer) end;
