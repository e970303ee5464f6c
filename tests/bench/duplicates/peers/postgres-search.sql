-- The ten messages likest draft :number, by the trigram index at its usual threshold.
select messages.id
from messages
inner join drafts on drafts.id = ':number' and messages.whole % drafts.whole
order by similarity(messages.whole, drafts.whole) desc
limit 10;
