// The reader's bar: how far one has read, the list of headings, and where one was. Needs no server and no
// player; what needs the player asks for it when it is used.
const page = location.pathname.split("/").pop() || "index.html";
const store = {
  get(name) { try { return localStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* a private window keeps nothing */ } },
  drop(name) { try { localStorage.removeItem(name); } catch { /* nothing was kept */ } },
};
const WHERE = "who-enforces-what: where";

function carryOn() {
  const line = document.querySelector("[data-carry-on]");
  const where = JSON.parse(store.get(WHERE) ?? "null");
  if (!line || !where) return;
  const link = line.querySelector("a");
  link.href = where.page + (where.heading ? "#" + where.heading : "");
  link.textContent = `Carry on where you were: ${where.title}${where.words ? ", " + where.words : ""}`;
  line.hidden = false;
}

function follow(bar) {
  const links = [...bar.querySelectorAll(".contents a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1)))).filter(Boolean);
  const title = document.querySelector("h1").textContent;
  let drawn = false;
  const draw = () => {
    drawn = false;
    const room = document.documentElement.scrollHeight - innerHeight;
    bar.style.setProperty("--read", room > 0 ? Math.min(1, scrollY / room).toFixed(4) : 1);
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    for (const link of links) {
      if (passed && decodeURIComponent(link.hash.slice(1)) === passed.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (passed) store.set(WHERE, JSON.stringify({ page, title, heading: passed.id, words: passed.textContent }));
  };
  addEventListener("scroll", () => { if (!drawn) { drawn = true; requestAnimationFrame(draw); } }, { passive: true });
  draw();
}

function drops(bar) {
  const all = [...bar.querySelectorAll("details.drop")];
  for (const drop of all) {
    drop.addEventListener("toggle", () => { if (drop.open) for (const other of all) if (other !== drop) other.open = false; });
    drop.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { drop.open = false; drop.querySelector("summary").focus(); }
    });
    for (const link of drop.querySelectorAll("a")) link.addEventListener("click", () => { drop.open = false; });
  }
  document.addEventListener("click", (event) => { for (const drop of all) if (!drop.contains(event.target)) drop.open = false; });
}

function ask(action, answer) {
  const player = globalThis.player;
  if (!player) { answer.textContent = "The boxes are not live yet. Wait a moment, then try again."; return; }
  answer.textContent = "One moment …";
  Promise.resolve(action(player)).then(
    (words) => { answer.textContent = words ?? ""; },
    (problem) => { answer.textContent = problem.message ?? String(problem); },
  );
}

function county(bar) {
  const form = bar.querySelector("[data-place]");
  const answer = form.querySelector("#place-answer");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.elements.place.value.trim();
    if (words) ask((player) => player.setPlace(words), answer);
    else answer.textContent = "Type a county and its state, such as Harris County, TX.";
  });
  form.querySelector("[data-forget-place]").addEventListener("click", () => ask((player) => player.setPlace(null), answer));
}

function kept(bar) {
  const answer = bar.querySelector("[data-kept-answer]");
  const on = (name, kind, action) => bar.querySelector(`[${name}]`).addEventListener(kind, action);
  on("data-export", "click", () => ask((player) => player.exportProgress(), answer));
  on("data-import", "change", (event) => {
    const [file] = event.target.files;
    if (file) ask((player) => player.importProgress(file), answer);
    event.target.value = "";
  });
  on("data-forget", "click", () => {
    if (!confirm("Forget every answer and your county in this browser? This cannot be undone.")) return;
    store.drop(WHERE);
    ask((player) => player.forget(), answer);
  });
}

document.querySelector("[data-later]")?.setAttribute("media", "all");
carryOn();
const bar = document.querySelector("[data-reader]");
if (bar) { follow(bar); drops(bar); county(bar); kept(bar); }
