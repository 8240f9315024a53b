// What must survive a closed lid: the pack, and what was done and is not handed in yet. IndexedDB, a store for each.
const NAME = "aufwind-desk";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("packs");
      asked.result.createObjectStore("operations", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function work(store, mode, act) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = () => reject(transaction.error);
  }).finally(() => database.close());
}

export const packOf = (event) => work("packs", "readonly", (packs) => packs.get(event));
export const keepPack = (pack, event) => work("packs", "readwrite", (packs) => packs.put(pack, event));
export const keepOperation = (operation) => work("operations", "readwrite", (rows) => rows.put(operation));
export const dropOperation = (key) => work("operations", "readwrite", (rows) => rows.delete(key));

export async function operationsOf(event) {
  const all = await work("operations", "readonly", (rows) => rows.getAll());
  return all.filter((one) => one.event === event).sort((a, b) => a.turn - b.turn);
}
