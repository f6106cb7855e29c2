"""The web application: entity pages, search, explorer, SPARQL, downloads, in one process.

In: a built store, opened for reading. Out: HTTP. Not its job: changing anything.
"""
