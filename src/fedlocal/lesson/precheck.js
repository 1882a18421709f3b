// Twelve statements with three answers each. Nothing is judged here; what is chosen goes to Python, which
// keeps it.

function render({ model, el: root }) {
  const uid = "fl-" + Math.random().toString(36).slice(2);
  const chosen = model.get("chosen");
  const items = model
    .get("questions")
    .map((item, index) => ({ id: item.id, ...statement(item, index, uid, chosen[item.id]) }));
  const status = el("div", { className: "fl-feedback", role: "status" });
  const button = el("button", { type: "button", className: "fl-go" }, "Keep my answers");
  const card = el(
    "div",
    { className: "fl-form" },
    el("p", { className: "fl-eyebrow" }, model.get("eyebrow")),
    el("p", { className: "fl-title" }, model.get("title")),
    el("p", { className: "fl-intro" }, model.get("intro")),
    ...items.map((item) => item.node),
    el("div", { className: "fl-actions" }, button),
    status,
  );
  button.addEventListener("click", () => {
    model.send({
      answers: Object.fromEntries(items.map((item) => [item.id, item.read()]).filter(([, answer]) => answer)),
    });
  });
  const kept = (message) => {
    status.replaceChildren(
      el("div", { className: "fl-box" }, ...message.lines.map((line) => el("p", {}, line))),
    );
  };
  model.on("msg:custom", kept);
  keepKeys(card);
  root.append(card);
  return () => model.off("msg:custom", kept);
}

export default { render };
