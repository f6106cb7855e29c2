# Puts a graph that was gathered part by part in its place, and keeps the default graph the union of all.
DELETE { ?subject ?predicate ?object }
WHERE {
  GRAPH $graph { ?subject ?predicate ?object }
  FILTER NOT EXISTS { GRAPH ?other { ?subject ?predicate ?object } FILTER(?other != $graph) }
} ;
MOVE SILENT GRAPH $staging TO GRAPH $graph ;
INSERT { ?subject ?predicate ?object } WHERE { GRAPH $graph { ?subject ?predicate ?object } }
