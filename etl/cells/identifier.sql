-- Identifiers with a check character. All take codes (half-width, no white space); null gives null.

-- 公民身份号码, GB 11643-1999: 17 digits with a day of birth among them, and a check character (ISO 7064, MOD 11-2).
create or replace temp macro cell_is_resident_id(f) as
    regexp_full_match(upper(f), '[1-9]\d{16}[\dX]')
    and try_cast(f[7:10] || '-' || f[11:12] || '-' || f[13:14] as date) is not null
    and '10X98765432'[
        cast(list_sum(list_transform(
            list_zip([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], string_split(f[1:17], '')),
            lambda pair: pair[1] * coalesce(try_cast(pair[2] as integer), 0)
        )) % 11 + 1 as bigint)
    ] = upper(f)[18];

-- 统一社会信用代码, GB 32100-2015: 17 characters without I, O, S, V, Z, and a check character (MOD 31-3).
create or replace temp macro cell_is_credit_code(f) as
    regexp_full_match(f, '[0-9A-HJ-NPQRTUWXY]{18}')
    and '0123456789ABCDEFGHJKLMNPQRTUWXY'[
        cast((31 - list_sum(list_transform(
            list_zip([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], string_split(f[1:17], '')),
            lambda pair: pair[1] * (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', pair[2]) - 1)
        )) % 31) % 31 + 1 as bigint)
    ] = f[18];
