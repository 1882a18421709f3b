// Make the boxes of a page live. The page gives:
//   <html data-engine="numpy">              packages beside the course (may be empty)
//   <p id="status" role="status">           the status line
//   <div class="cell" data-cell="7">        the stored output of a cell, which the live one replaces
//   <script type="application/json" id="cells">[{"cell": 7, "source": "…", "box": "live"}, …]</script>
// Cells run in this order. box: "live" runs and shows what the cell gives. "place" speaks of a county: it
// runs only when one is set, and again when the reader sets another. "still" stays as it is stored, and does
// not run; a still cell that has no element on the page is setup, and runs. "place": true beside "live" runs
// the cell again when the reader sets a county.
import { Manager } from "./manager.js";
import { moveIn, settled, swap, waitingRoom } from "./place.js";
import { checkedProgress, save } from "./progress.js";
import { BASE, at } from "./address.js";
import { keepForNextVisit } from "./next_visit.js";
import { Status } from "./status.js";

const CRASHED = "fatally failed"; // Pyodide's words when Python itself is gone
// What stands in place.txt, the county that somebody has set for all who open this site; "" for none.
async function placeOfClass() {
  const answer = await fetch(new URL("place.txt", BASE), { cache: "no-cache" }).catch(() => null);
  return answer?.ok ? (await answer.text()).trim() : "";
}
const elementOf = ({ cell }) => document.querySelector(`.cell[data-cell="${cell}"]`);

class Player {
  constructor() {
    this.cells = JSON.parse(document.getElementById("cells")?.textContent ?? "[]");
    this.status = new Status(() => location.reload());
    this.errors = []; // of cells; one cell's error stops no other
    this.marks = {};
    this.tasks = new Map();
    this.callbacks = new Map();
    this.views = new Map();
  }

  // State of the page, and when it came (milliseconds since the page was opened).
  set(state) {
    this.marks[state] ??= Math.round(performance.now());
    this.status.set(state);
  }

  async start() {
    this.set("loading");
    try {
      const answer = await fetch(at("site.json"));
      if (!answer.ok) throw new Error(`site.json could not be fetched (${answer.status}).`);
      const site = await answer.json();
      const names = (document.documentElement.dataset.engine ?? "").split(" ").filter(Boolean);
      this.manager = new Manager((comm, data, callbacks) => this.send(comm, data, callbacks));
      this.worker = new Worker(at("worker.js"), { type: "module" });
      this.worker.onmessage = ({ data }) => this.hear(data);
      this.worker.onerror = (event) => this.broken(event.message);
      site.environment.FEDLOCAL_PLACE = await placeOfClass();
      const loaded = await this.ask("start", { site, base: BASE, names });
      for (const cell of this.cells) await this.runAtStart(cell);
      if (this.dead) return;
      this.set("live");
      this.kept = await keepForNextVisit(site.build, loaded); // whether the next visit needs no network
    } catch (error) {
      this.broken(error.message);
    }
  }

  async runAtStart(cell) {
    if (cell.box === "place" && !(await this.hasPlace())) return;
    if (cell.box === "live" || cell.box === "place" || !elementOf(cell)) await this.run(cell);
  }

  async hasPlace() {
    this.placed ??= this.ask("run", { source: "bool(fl.place())", cell: "place" });
    return (await this.placed).text === "True";
  }

  // Run a cell and show what it gives. Its error is kept in `errors` and the stored output stays.
  async run({ cell, source }) {
    const given = await this.ask("run", { source, cell });
    if (given.error) return this.note(`cell ${cell}: ${given.trace}`);
    const element = elementOf({ cell });
    if (!element) return undefined;
    try {
      if (given.view) await this.show(element, given.view);
      else if (given.html) swap(element, () => (element.innerHTML = given.html));
      element.dataset.live = "yes";
    } catch (error) {
      return this.note(`cell ${cell}: ${error.stack}`);
    }
    if (document.documentElement.dataset.player === "python") this.set("first");
    return undefined;
  }

  async show(element, model) {
    const room = waitingRoom(element);
    try {
      const view = await this.manager.show(model, room);
      await settled(room);
      this.views.get(element)?.remove();
      this.views.set(element, view);
      moveIn(element, room);
    } catch (error) {
      room.remove();
      throw error;
    }
  }

  note(error) {
    this.errors.push(error);
    console.error(error);
  }

  // --- the worker ---

  ask(kind, task = {}) {
    const id = crypto.randomUUID?.() ?? String(Math.random());
    return new Promise((resolve, reject) => {
      this.tasks.set(id, { resolve, reject });
      this.worker.postMessage({ kind, id, ...task });
    });
  }

  hear(message) {
    if (message.kind === "bytes") this.status.bytes(message.done, message.all);
    if (message.kind === "python") this.set("python");
    if (message.kind === "comm") {
      this.manager.receive(message.message)?.catch?.((error) => this.note(error.stack));
    }
    if (message.kind === "keep" && !message.works) this.keepsNothing();
    if (message.kind === "answer") this.answer(message);
  }

  answer({ id, given, error }) {
    const { resolve, reject } = this.tasks.get(id);
    this.tasks.delete(id);
    if (error) reject(new Error(error));
    else resolve(given);
  }

  // A change that the reader made in a box. The model sends its next one when it hears "idle".
  send(comm, data, callbacks) {
    const idle = () => callbacks?.iopub?.status?.({ content: { execution_state: "idle" } });
    const failed = ({ message }) =>
      message.includes(CRASHED) ? this.broken("Python has stopped.") : this.note(message);
    this.ask("comm", { comm, data }).catch(failed).finally(idle);
    return crypto.randomUUID?.() ?? String(Math.random());
  }

  keepsNothing() {
    this.status.note("This browser keeps nothing here, so your answers are gone when you close the page.");
  }

  broken(reason) {
    if (this.dead) return; // what was still being waited for fails as well
    this.dead = true;
    this.worker?.terminate();
    for (const { reject } of this.tasks.values()) reject(new Error("Python has stopped."));
    this.tasks.clear();
    this.note(String(reason));
    this.status.fail(`The boxes could not be made live: ${reason}`);
  }

  // --- what the reader's bar calls ---

  // Let the page speak of a county; null for the course's own examples. Gives Python's note as plain words.
  // Fails with a sentence where there is no such county.
  async setPlace(text) {
    const name = text?.trim() ? JSON.stringify(text.trim()) : "None";
    const given = await this.ask("run", { source: `fl.set_place(${name})`, cell: "place" });
    if (given.error) throw new Error(given.error);
    this.placed = undefined;
    for (const cell of this.cells) if (cell.box === "place" || cell.place) await this.run(cell);
    return given.text;
  }

  // Give the reader a file of all that is kept.
  async exportProgress() {
    save("who-enforces-what-progress.json", JSON.stringify({ files: await this.ask("files") }, null, 1));
    return "Saved to a file, where your browser keeps downloads.";
  }

  // Put a file that was exported in the place of what is kept, and open the page anew. Fails with a sentence
  // that says what is wrong with the file.
  async importProgress(file) {
    await this.ask("replace", { files: checkedProgress(await file.text()) });
    location.reload();
    return "Your answers are here. The page opens anew.";
  }

  async forget() {
    await this.ask("replace", { files: {} });
    location.reload();
    return "Everything is forgotten. The page opens anew.";
  }
}

globalThis.player = new Player();
player.ready = player.start();
