# Changes a graph by what goes and what comes, and with it the default graph, in one transaction.
# $orphaned is that part of $gone which stands in no other graph.
DELETE DATA { GRAPH $graph { $gone } $orphaned } ;
INSERT DATA { GRAPH $graph { $added } $added }
