# Removes a graph, and from the default graph what stood nowhere else ($orphaned), in one transaction.
DELETE DATA { $orphaned } ;
DROP SILENT GRAPH $graph
