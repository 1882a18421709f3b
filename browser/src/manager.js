// The widgets' side of the page: models and views come from ipywidgets' own code, messages from the worker.
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import { at } from "./address.js";
import "@jupyter-widgets/controls/css/labvariables.css";
import "@jupyter-widgets/controls/css/widgets-base.css";
import "@lumino/widgets/style/index.css";

const MODULES = {
  "@jupyter-widgets/base": async () => base,
  "@jupyter-widgets/controls": async () => controls,
  anywidget: loadAnywidget,
};
let anywidget;

// anywidget's own file is written for AMD loaders: it calls `define` with what it needs and a function.
function loadAnywidget() {
  anywidget ??= new Promise((resolve, reject) => {
    globalThis.define = (needs, make) => resolve(make(base));
    import(at("anywidget.js")).catch(reject);
  });
  return anywidget;
}

// The wire of one widget, from the page to Python.
class PageComm {
  constructor(id, send, wait) {
    this.comm_id = id;
    this.target_name = "jupyter.widget";
    this.sendToPython = send;
    this.wait = wait; // told of each update that a model has not taken in yet
    this.listeners = [];
    this.early = []; // updates that arrive before the model is made
  }

  send(data, callbacks) {
    return this.sendToPython(this.comm_id, data, callbacks);
  }

  on_msg(listener) {
    this.listeners.push(listener);
    for (const message of this.early.splice(0)) this.wait(listener(message));
  }

  on_close() {}

  open() {
    return "";
  }

  close() {
    return "";
  }

  receive(content) {
    const message = { content, metadata: {}, buffers: [], parent_header: {} };
    if (this.listeners.length === 0) this.early.push(message);
    for (const listener of this.listeners) this.wait(listener(message));
  }
}

export class Manager extends ManagerBase {
  constructor(send) {
    super();
    this.sendToPython = send;
    this.comms = new Map();
    this.updates = new Set(); // not taken in yet
  }

  async loadClass(name, module) {
    if (!(module in MODULES)) throw new Error(`The page has no module ${module}.`);
    return (await MODULES[module]())[name];
  }

  async _create_comm() {
    throw new Error("Widgets are made by Python, not by the page.");
  }

  async _get_comm_info() {
    return {};
  }

  // A message from Python. A box and its parts open together, so an opening is not waited for.
  receive({ type, content }) {
    if (type === "comm_open") {
      const comm = new PageComm(content.comm_id, this.sendToPython, (update) => this.waitFor(update));
      this.comms.set(content.comm_id, comm);
      return this.handle_comm_open(comm, { content, metadata: { version: "2.1.0" }, buffers: [] });
    }
    if (type === "comm_msg") this.comms.get(content.comm_id)?.receive(content);
    return undefined;
  }

  waitFor(update) {
    const promise = Promise.resolve(update).finally(() => this.updates.delete(promise));
    this.updates.add(promise);
  }

  // Draw a model. What Python has changed in it since it was made comes first, as in JupyterLab.
  async show(modelId, element) {
    const model = await this.get_model(modelId);
    await Promise.allSettled([...this.updates]);
    const view = await this.create_view(model);
    Widget.attach(view.luminoWidget, element);
    return view;
  }
}
