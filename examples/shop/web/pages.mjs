/** The products, each with a form to order it. */
export function productsPage(products) {
  const rows = products.map(
    ({ id, name, priceCents }) => html`<tr><td>${name}</td><td>${money(priceCents)}</td><td>
<form method="post" action="/orders">
<input type="hidden" name="product" value="${id}">
<input type="number" name="quantity" value="1" min="1" max="100" aria-label="Quantity">
<select name="country" aria-label="Country"><option>DE<option>AT<option>FR<option>US</select>
<button>Order</button>
</form></td></tr>`,
  );
  return page("Shop", [html`<table>${rows}</table>`]);
}

/** An order with its price. */
export function orderPage({ id, status, lines, deliveryCents, taxCents, totalCents }) {
  const rows = [
    ...lines.map(({ name, quantity, priceCents }) => [`${quantity} × ${name}`, quantity * priceCents]),
    ["Delivery", deliveryCents],
    ["Tax", taxCents],
    ["Total", totalCents],
  ].map(([what, cents]) => html`<tr><td>${what}</td><td>${money(cents)}</td></tr>`);
  return page("Your order", [
    html`<p>Order ${id} is <strong>${status}</strong>.</p>`,
    html`<table>${rows}</table>`,
    html`<p><a href="/">Shop</a></p>`,
  ]);
}

/** What went wrong. */
export function errorPage(message) {
  return page("Sorry", [html`<p role="alert">${message}</p>`, html`<p><a href="/">Shop</a></p>`]);
}

function page(title, parts) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="stylesheet" href="/static/style.css"></head>
<body><main><h1>${title}</h1>${parts}</main></body>
</html>
`.text;
}

function money(cents) {
  return `€ ${(cents / 100).toFixed(2)}`;
}

/** HTML that may stand in HTML as it is. */
class Html {
  constructor(text) {
    this.text = text;
  }
}

/** HTML of a template: values are escaped, unless they are HTML themselves. */
function html(literals, ...values) {
  const parts = values.map((value, index) => [value].flat().map(escaped).join("") + literals[index + 1]);
  return new Html(literals[0] + parts.join(""));
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(value) {
  return value instanceof Html ? value.text : String(value).replaceAll(/[&<>"']/g, (each) => entities[each]);
}
