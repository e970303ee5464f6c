-- One term the law sets, as it is in force between two dates: its length, where it applies, and its source.
with

terms as (
    select * from seeds.legal_term
),

final as (
    select
        code,
        term,
        name,
        unit,
        scope,
        source,
        value,
        -- What is added to a date.
        case unit when 'month' then to_months(value) when 'day' then to_days(value) end as length,
        effective_from,
        coalesce(effective_to, date '9999-12-31') as effective_to,
    from terms
    order by term, effective_from
)

select * from final
