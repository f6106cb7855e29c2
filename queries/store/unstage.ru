# Empties the graph that parts are gathered in: what an interrupted run has left there.
DROP SILENT GRAPH $staging
