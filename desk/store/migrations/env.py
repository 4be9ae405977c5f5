"""Runs the migrations on the connection that the store hands over; there is no configuration file."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
