// What is kept on this machine: one small folder, in the browser's own storage (IndexedDB).

const LOCK = "fedlocal-keep"; // one tab at a time: each first reads what the others have written

export class Keep {
  constructor(files, folder) {
    this.files = files; // Emscripten's file system
    this.folder = folder;
    this.works = false;
  }

  // Whether this browser keeps anything; a private window or a setting may forbid it.
  async open() {
    this.files.mkdirTree(this.folder);
    try {
      await new Promise((resolve, reject) => {
        const request = indexedDB.open("fedlocal-try");
        request.onsuccess = () => resolve(request.result.close());
        request.onerror = () => reject(request.error);
      });
      this.files.mount(this.files.filesystems.IDBFS, {}, this.folder);
      await this.sync(true);
      this.works = true;
    } catch {
      this.works = false;
    }
    return this.works;
  }

  // Do some work with the newest files, and store what it changed.
  async around(work) {
    if (!this.works) return work();
    if (!navigator.locks) return this.synced(work);
    return navigator.locks.request(LOCK, () => this.synced(work));
  }

  async synced(work) {
    await this.sync(true);
    const before = this.listing();
    const given = await work();
    if (this.listing() !== before) await this.sync(false);
    return given;
  }

  sync(inward) {
    return new Promise((resolve, reject) => {
      this.files.syncfs(inward, (error) => (error ? reject(error) : resolve()));
    });
  }

  names() {
    return this.files.readdir(this.folder).filter((name) => !name.startsWith("."));
  }

  listing() {
    return this.names()
      .map((name) => `${name} ${Number(this.files.stat(`${this.folder}/${name}`).mtime)}`)
      .join("\n");
  }

  // {name: text} of the kept files.
  read() {
    const text = (name) => this.files.readFile(`${this.folder}/${name}`, { encoding: "utf8" });
    return Object.fromEntries(this.names().map((name) => [name, text(name)]));
  }

  // Put these files in the place of the kept ones; {} forgets all.
  replace(files) {
    for (const name of this.names()) this.files.unlink(`${this.folder}/${name}`);
    for (const [name, text] of Object.entries(files)) this.files.writeFile(`${this.folder}/${name}`, text);
  }
}
