"""Lead process to numbers: compile the model, deal the draws, run an engine, measure the records."""
