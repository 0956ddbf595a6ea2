-- What a user of the sqlite3 shell would type for the same table. Times, enumerations and ids stay as they are stored,
-- which is less work than feedwitness does: the comparison favours the shell.
SELECT nature, publication_time, post_id, perma_link, fblinktype, source, source_link, display_source, textsize, text,
  card_title, card_description, time, "order", supporters.pseudonym, timelines.pseudonym, hex(semantic_id),
  reaction_like, reaction_love, reaction_wow, reaction_haha, reaction_sad, reaction_angry, reaction_care,
  reactions_total, comments, shares, hex(html_id)
FROM impressions JOIN timelines ON timelines.key = timeline JOIN supporters ON supporters.key = supporter
WHERE is_public = 1 ORDER BY time DESC, impressions.key DESC;
