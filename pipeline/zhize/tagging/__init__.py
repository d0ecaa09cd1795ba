"""Character rules that find actors, times, markers and norms in the text of one article.

Every finder is a pure function ``match(text, …)``; none needs words to be segmented.
"""
