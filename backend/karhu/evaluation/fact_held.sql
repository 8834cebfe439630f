-- A hold h as the facts carry it.
json_build_object('kind', h.kind, 'from_on', h.from_on, 'until_on', h.until_on,
                  'is_reviewed', h.afterwards = 'review', 'ended_on', h.ended_on)::text
