// Where the browser allows it (https, localhost), the next visit works without a network.

export async function keepForNextVisit(base) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL("service_worker.js", base));
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name.split("#")[0]);
    active.postMessage([...new Set([location.href.split("#")[0], ...loaded])]);
  } catch (error) {
    console.info(`The next visit needs the network: ${error.message}`); // a setting may forbid it
  }
}
