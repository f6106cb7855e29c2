"""A knowledge graph of smart-city governance actors, with the evidence of every statement."""
