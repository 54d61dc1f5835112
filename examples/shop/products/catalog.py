"""The products in the database."""

from contextlib import closing

MOST_LISTED = 500


class Catalog:
    """A connection for each request: a database that may pause does so only while nobody is connected."""

    def __init__(self, database):
        self._database = database

    def list(self):
        return self._select(f"ORDER BY name LIMIT {MOST_LISTED}", ())

    def find(self, product_id):
        """The product, or None."""
        return next(iter(self._select("WHERE id = ?", (product_id,))), None)

    def _select(self, clause, parameters):
        with closing(self._database.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._database.sql(f"SELECT id, name, price_cents FROM products {clause}"), parameters)
            return [{"id": row[0], "name": row[1], "priceCents": row[2]} for row in cursor.fetchall()]
