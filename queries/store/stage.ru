# Adds a part of a graph that is too large for one request to the graph that it is gathered in.
INSERT DATA { GRAPH $staging { $triples } }
