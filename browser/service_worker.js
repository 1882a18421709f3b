// The second visit works without a network: what a page has loaded is kept under the name of its build.
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
  const older = (await caches.keys()).filter((name) => name.startsWith("site-") && name !== BUILD);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The worker of the page has put the engine's files there itself; these are the page and what is small.
async function keep({ build, addresses }) {
  const cache = await caches.open(build);
  let all = true;
  for (const address of addresses.filter(ours)) {
    if (!(await cache.match(address))) await cache.add(address).catch(() => (all = false));
  }
  return all;
}

// A page and the county set for all come from the network, so that what is new is seen, and from the cache
// where there is none. What a page loads is named by its build and comes from the cache.
async function answer(request) {
  const fresh = request.mode === "navigate" || request.url.endsWith("/place.txt");
  if (!fresh) return (await caches.match(request)) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw problem;
  }
}
