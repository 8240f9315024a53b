// Keeps pages that asked for it readable without a network. It touches nothing else: whatever was not kept goes to the
// network as if this file did not exist. Pages ask by behaviour/keep.js; signing out empties what is kept.
const KEPT = "aufwind-kept";
const PATIENCE_MS = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep = [], forget = false } = event.data ?? {};
  const work = forget ? caches.delete(KEPT) : keepAll(keep);
  const answer = event.ports[0];
  event.waitUntil(work.then((done) => answer?.postMessage({ done })));
});

async function keepAll(addresses) {
  const cache = await caches.open(KEPT);
  const kept = await Promise.all(addresses.map((address) => keepOne(cache, address)));
  return kept.every(Boolean);
}

async function keepOne(cache, address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) await cache.put(address, answer);
    return answer.ok;
  } catch {
    return false;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(answerTo(event.request));
});

async function answerTo(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (fresh.ok) await cache.put(request, fresh.clone());
    else if ([401, 403, 404, 410].includes(fresh.status)) await cache.delete(request, { ignoreVary: true });
    return fresh.status >= 500 ? kept : fresh;
  } catch {
    return kept;
  }
}
