-- The facts a city would load into PostgreSQL, row for row, with the indexes it would give them.
drop schema if exists marts cascade;
create schema marts;
create table marts.fct_payment (
    payment_id text, area_code text, account text, department_code text, function_code text, function_class text,
    economic_code text, project_code text, project_name text, payee_name text, method text, purpose text,
    amount numeric(18, 2), paid_on date, period date, batch text, row bigint
);
create table marts.dim_function (class_code text, is_transfer boolean);
create table marts.fct_revenue_month (area_code text, account text, item_code text, month_amount numeric(18, 2), period date);
create table marts.dim_revenue_item (code text, is_transfer boolean);
create table marts.fct_tax_month (area_code text, tax_kind text, industry text, collected_amount numeric(18, 2), period date);
create table marts.fct_opinion (opinion_id text, station_code text, channel text, period date);
\copy marts.fct_payment from 'payments.csv' (format csv)
\copy marts.dim_function from 'functions.csv' (format csv)
\copy marts.fct_revenue_month from 'revenue.csv' (format csv)
\copy marts.dim_revenue_item from 'items.csv' (format csv)
\copy marts.fct_tax_month from 'tax.csv' (format csv)
\copy marts.fct_opinion from 'opinions.csv' (format csv)
alter table marts.fct_payment add primary key (payment_id);
create index on marts.fct_payment (period);
create index on marts.fct_payment (area_code, period);
create index on marts.fct_revenue_month (period);
create index on marts.fct_tax_month (period);
create index on marts.fct_opinion (period);
analyze;
