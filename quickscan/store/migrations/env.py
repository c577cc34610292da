"""Run by Alembic for every migration: on the connection it is given, inside that connection's transaction."""

from alembic import context

from quickscan.store.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
