# Removes a graph, and from the default graph what stood nowhere else.
DELETE { ?subject ?predicate ?object }
WHERE {
  GRAPH $graph { ?subject ?predicate ?object }
  FILTER NOT EXISTS { GRAPH ?other { ?subject ?predicate ?object } FILTER(?other != $graph) }
} ;
DROP SILENT GRAPH $graph
