-- What rules have in common: the months they are asked for, and how they write amounts, shares and months for people. Macros of the connection.
create or replace temp macro months_asked(first_month, last_month) as table
    select cast(period as date) as period, last_day(period) as month_end
    from range(cast(first_month as timestamp), cast(last_month as timestamp) + interval 1 month, interval 1 month) as asked (period);
create or replace temp macro month_text(day) as printf('%d年%d月', year(day), month(day));
create or replace temp macro day_text(day) as printf('%d年%d月%d日', year(day), month(day), dayofmonth(day));
create or replace temp macro percent_text(share) as printf('%.1f%%', cast(share as double) * 100);
create or replace temp macro points_text(gap) as printf('%.1f 个百分点', cast(gap as double) * 100);
create or replace temp macro money_text(amount) as case
    when abs(amount) >= 100000000 then printf('%.2f 亿元', cast(amount as double) / 1e8)
    when abs(amount) >= 10000 then printf('%.2f 万元', cast(amount as double) / 1e4)
    else printf('%.2f 元', cast(amount as double))
end
