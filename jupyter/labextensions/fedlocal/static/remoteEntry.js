// What JupyterLab loads first, written by hand: no bundler, no packages. Each part of the extension is a
// plugin in a file of its own beside this one; a new part is a new name here.
(() => {
  const PARTS = ["answer_cells.js"];
  const here = document.currentScript.src;
  const load = async () => {
    const modules = await Promise.all(PARTS.map((name) => import(new URL(name, here).href)));
    return () => ({ __esModule: true, default: modules.map((module) => module.default) });
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["fedlocal"] = { init: () => {}, get: load };
})();
