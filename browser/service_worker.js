// The second visit works without a network: what a page has loaded is kept under the name of this build.
const BUILD = "{{ build }}";
const ours = (address) => address.startsWith(self.registration.scope);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data).then((all) => event.ports[0]?.postMessage(all)));
});
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && ours(event.request.url)) event.respondWith(answer(event.request));
});

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("site-") && name !== BUILD) await caches.delete(name);
  await self.clients.claim();
}

// The worker of the page has put the engine's files there itself; these are the page and what is small.
async function keep(addresses) {
  const cache = await caches.open(BUILD);
  let all = true;
  for (const address of addresses.filter(ours)) {
    if (!(await cache.match(address))) await cache.add(address).catch(() => (all = false));
  }
  return all;
}

async function answer(request) {
  const cache = await caches.open(BUILD);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
