"""The finished HTML of the whole site, checked in memory: problems come out as data.

`facts.walk_through` reads each page once, and `facts_from` gives its facts; one module per rule
family judges them; `findings` alone turns what they say into problems. `frame` knows when a page
that changed around its `main` has the report that it had. `site.check_site` puts them in order.

Wording is judged in the texts that editors wrote, where it has lines: `texts.begin_texts`.
"""
