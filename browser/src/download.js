// The engine's files: fetched once, kept by the browser where it may, counted for the status line.

import { at } from "./address.js";

export class Download {
  // files: [{name, file, bytes, packed}]; base: the site's address, index: what Pyodide takes for its folder,
  // build: the name of the cache; report(done, all) tells the bytes.
  constructor(files, { base, index, build }, report) {
    this.files = new Map(files.map((file) => [new URL(file.name, index).href, file]));
    this.base = base;
    this.build = build;
    this.report = report;
    this.done = 0;
    this.all = [...this.files.values()].reduce((sum, file) => sum + file.bytes, 0);
    this.network = globalThis.fetch.bind(globalThis);
  }

  // In the place of the browser's own fetch: a file of ours comes as above, any other address as always.
  async fetch(address, options) {
    const file = this.files.get(String(address));
    if (!file) return this.network(address, options);
    const response = await this.stored(at(file.file, this.base));
    let stream = response.body.pipeThrough(this.counter());
    if (file.packed) stream = stream.pipeThrough(new DecompressionStream("gzip"));
    const type = file.name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(stream, { headers: { "Content-Type": type } });
  }

  async bytes(name) {
    const [address] = [...this.files].find(([, file]) => file.name === name);
    return (await this.fetch(address)).arrayBuffer();
  }

  // From the cache of this build, else from the network into it. Plain http has no cache.
  async stored(address) {
    const cache = await globalThis.caches?.open(this.build).catch(() => undefined);
    const found = await cache?.match(address);
    if (found) return found;
    const response = await this.network(address);
    const { pathname } = new URL(address);
    if (!response.ok) throw new Error(`${pathname} could not be fetched (${response.status}).`);
    cache?.put(address, response.clone()).catch(() => {}); // a full disk stops nobody
    return response;
  }

  counter() {
    return new TransformStream({
      transform: (chunk, controller) => {
        this.done += chunk.byteLength;
        this.report(this.done, this.all);
        controller.enqueue(chunk);
      },
    });
  }
}
