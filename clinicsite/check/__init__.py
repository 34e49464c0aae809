"""The finished HTML of the whole site, checked in memory: problems come out as data.

`facts.facts_of` reads each page once; one module per rule family judges the facts; `findings`
alone turns what they say into problems. `site.check_site` puts them in order.

Wording is judged in the texts that editors wrote, where it has lines: `texts.begin_texts`.
"""
