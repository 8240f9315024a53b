// Asks the worker to keep this page, and what it is made of, for the time without a network.
// <script type="module" src="…/keep.js" data-keep="/another/address /and/another"></script> marks the page and names
// what belongs to it; [data-offline-note] is shown while the network is gone.
const mark = document.querySelector("script[data-keep]");

function parts() {
  const own = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], script[src], img[src]")];
  const addresses = own.map((element) => element.href || element.src).filter((address) => address.startsWith(location.origin));
  const also = (mark?.dataset.keep ?? "").split(" ").filter(Boolean);
  return [...new Set([location.pathname, ...also, ...addresses])];
}

function say() {
  for (const note of document.querySelectorAll("[data-offline-note]")) note.hidden = navigator.onLine;
}

if ("serviceWorker" in navigator && mark) {
  addEventListener("online", say);
  addEventListener("offline", say);
  say();
  await navigator.serviceWorker.register("/worker.js");
  const worker = (await navigator.serviceWorker.ready).active;
  const channel = new MessageChannel();
  channel.port1.onmessage = (event) => document.documentElement.toggleAttribute("data-kept", event.data.done);
  worker.postMessage({ keep: parts() }, [channel.port2]);
}
