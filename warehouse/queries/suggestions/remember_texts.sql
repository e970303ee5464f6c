-- One suggestion as its text was last read: what the next reading is compared with.
create or replace table register.known_text as
select
    suggestion_id,
    md5(concat_ws(chr(31), title, body, cast(submitted_on as varchar))) as fingerprint,
from marts.fct_suggestion
