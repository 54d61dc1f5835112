const [form, list, alert] = ["form", "ul", "[role=alert]"].map((each) => document.querySelector(each));

async function call(method, path, body) {
  const response = await fetch(`/api/todos${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function row({ id, title, done }) {
  const checkbox = Object.assign(document.createElement("input"), { type: "checkbox", checked: done });
  checkbox.addEventListener("change", () => show(() => call("PATCH", `/${id}`, { done: checkbox.checked })));
  const label = document.createElement("label");
  label.append(checkbox, ` ${title}`);
  const remove = Object.assign(document.createElement("button"), { textContent: "Delete" });
  remove.addEventListener("click", () => show(() => call("DELETE", `/${id}`)));
  const item = document.createElement("li");
  item.append(label, remove);
  return item;
}

/** Does something, and shows the list after it, or what went wrong. */
async function show(action = () => {}) {
  try {
    await action();
    list.replaceChildren(...(await call("GET", "")).map(row));
    alert.textContent = "";
  } catch (error) {
    alert.textContent = error.message;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const title = new FormData(form).get("title");
  form.reset();
  show(() => call("POST", "", { title }));
});

show();
