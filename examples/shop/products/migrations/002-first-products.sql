INSERT INTO products (id, name, price_cents) VALUES
  ('assam', 'Assam, 250 g', 890),
  ('darjeeling', 'Darjeeling, 100 g', 1490),
  ('teapot', 'Teapot for four', 3900)
