// Where the browser allows it (https, localhost), the next visit works without a network.

import { BASE } from "./address.js";

// `elsewhere`: addresses that the worker has loaded.
export async function keepForNextVisit(build, elsewhere) {
  if (!("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register(new URL("service_worker.js", BASE));
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name.split("#")[0]);
    const addresses = [...new Set([location.href.split("#")[0], ...loaded, ...elsewhere])];
    return await new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => resolve(data);
      active.postMessage({ build, addresses }, [channel.port2]);
    });
  } catch (error) {
    console.info(`The next visit needs the network: ${error.message}`); // a setting may forbid it
    return false;
  }
}
