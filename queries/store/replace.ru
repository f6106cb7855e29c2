# Makes the triples the whole content of the graph, and keeps the default graph the union of all.
DELETE { ?subject ?predicate ?object }
WHERE {
  GRAPH $graph { ?subject ?predicate ?object }
  FILTER NOT EXISTS { GRAPH ?other { ?subject ?predicate ?object } FILTER(?other != $graph) }
} ;
DROP SILENT GRAPH $graph ;
INSERT DATA { GRAPH $graph { $triples } } ;
INSERT { ?subject ?predicate ?object } WHERE { GRAPH $graph { ?subject ?predicate ?object } }
