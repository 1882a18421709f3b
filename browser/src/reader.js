// The reader's bar: how far one has read, the list of headings, and where one was. Needs no server and no
// player; what needs the player asks for it when it is used.
const page = location.pathname.split("/").pop() || "index.html";
const attempt = (action) => {
  try {
    return action();
  } catch {
    return null; // a private window may keep nothing
  }
};
const store = {
  get: (name) => attempt(() => localStorage.getItem(name)),
  set: (name, value) => attempt(() => localStorage.setItem(name, value)),
  drop: (name) => attempt(() => localStorage.removeItem(name)),
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
  const target = (link) => decodeURIComponent(link.hash.slice(1));
  const headings = links.map((link) => document.getElementById(target(link))).filter(Boolean);
  const title = document.querySelector("h1").textContent;
  let drawn = false;
  const draw = () => {
    drawn = false;
    const room = document.documentElement.scrollHeight - innerHeight;
    bar.style.setProperty("--read", room > 0 ? Math.min(1, scrollY / room).toFixed(4) : 1);
    const passed = headings.filter((place) => place.getBoundingClientRect().top < innerHeight / 3).at(-1);
    for (const link of links) {
      if (passed && target(link) === passed.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!passed) return;
    store.set(WHERE, JSON.stringify({ page, title, heading: passed.id, words: passed.textContent }));
  };
  const later = () => {
    if (!drawn) requestAnimationFrame(draw);
    drawn = true;
  };
  addEventListener("scroll", later, { passive: true });
  draw();
}

function drops(bar) {
  const all = [...bar.querySelectorAll("details.drop")];
  for (const drop of all) {
    const others = all.filter((other) => other !== drop);
    drop.addEventListener("toggle", () => {
      if (drop.open) for (const other of others) other.open = false;
    });
    drop.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      drop.open = false;
      drop.querySelector("summary").focus();
    });
    for (const link of drop.querySelectorAll("a")) {
      link.addEventListener("click", () => (drop.open = false));
    }
  }
  document.addEventListener("click", (event) => {
    for (const drop of all) if (!drop.contains(event.target)) drop.open = false;
  });
}

function ask(action, answer) {
  const player = globalThis.player;
  const state = document.documentElement.dataset.player;
  if (!player || state === "waiting" || state === "failed") {
    answer.textContent = "The boxes are not live yet. Wait a moment, then try again.";
    return;
  }
  const tell = (words) => (answer.textContent = words ?? "");
  tell("One moment …");
  Promise.resolve(action(player)).then(tell, (problem) => tell(problem.message ?? String(problem)));
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
  const forget = form.querySelector("[data-forget-place]");
  forget.addEventListener("click", () => ask((player) => player.setPlace(null), answer));
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

// A lost connection must not leave the page waiting in silence.
function withoutPlayer() {
  if (!location.protocol.startsWith("http")) return; // from a folder no browser runs it: the page says so
  const status = document.getElementById("status");
  document.documentElement.dataset.player = "failed";
  status.textContent = "What makes the boxes live could not be fetched. The page reads as before. ";
  const again = document.createElement("button");
  again.textContent = "Try again";
  again.addEventListener("click", () => location.reload());
  status.append(again);
}

document.querySelector('script[type="module"]')?.addEventListener("error", withoutPlayer);
document.querySelector("[data-later]")?.setAttribute("media", "all");
carryOn();
const bar = document.querySelector("[data-reader]");
if (bar) {
  follow(bar);
  drops(bar);
  if (bar.querySelector("[data-place]")) county(bar);
  kept(bar);
}
