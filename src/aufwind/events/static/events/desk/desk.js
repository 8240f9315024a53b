// The desk: every click is kept first and handed in then, in order, until the server has said what became of it.
import { broken, found, meetingsOf, projected, promises } from "./plan.js";
import { dropOperation, keepOperation, keepPack, operationsOf, packOf } from "./store.js";

const EVERY_MS = 15000;
const root = document.querySelector("[data-desk]");
const event = root.dataset.operations;
const words = Object.fromEntries([...root.querySelector("[data-words]").content.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
const part = (name) => root.querySelector(`[data-${name}]`);
const search = root.querySelector("#desk-search");
const state = { pack: null, waiting: [], plan: null, isOnline: navigator.onLine, isHanding: false };

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function line(meeting, key) {
  const slot = state.plan.slots.find((one) => one.key === meeting.slot);
  const others = meeting.people.filter((who) => who !== key).map((who) => state.plan.people.get(who)?.name ?? who);
  const mark = meeting.isNew ? ` (${words.provisional})` : "";
  return `${slot?.time ?? meeting.slot} · ${words.table} ${meeting.table} · ${words.with} ${others.join(", ")}${mark}`;
}

function showHits() {
  const hits = found(state.plan, search.value);
  part("hits").replaceChildren(...hits.map(hitFor));
  if (!hits.length && search.value.trim().length > 2) part("hits").append(element("li", words.nobody));
}

function hitFor(person) {
  const hit = part("hit").content.cloneNode(true).firstElementChild;
  hit.querySelector("[data-name]").textContent = person.name;
  const about = [person.organisation, person.number && `№ ${person.number}`, person.here && words.here, person.absent && words.absent];
  hit.querySelector("[data-about]").textContent = about.filter(Boolean).join(" · ");
  hit.querySelector("[data-meetings]").append(...meetingsOf(state.plan, person.key).map((one) => element("li", line(one, person.key))));
  for (const button of hit.querySelectorAll("button")) {
    button.type = "button";
    button.disabled = !person.pk || (button.name === "check_in" && person.here);
    button.addEventListener("click", () => act(button.name, payloadOf(button.name, person)));
  }
  return hit;
}

const payloadOf = (kind, person) =>
  kind === "no_show" ? { guests: [person.pk] } : kind === "leaves" ? { guest: person.pk, slot: state.plan.open[0] } : { guest: person.pk };

function show() {
  if (!state.pack) return;
  state.plan = projected(state.pack, state.waiting);
  part("network").textContent = state.isOnline ? words.online : words.offline;
  part("waiting").textContent = state.waiting.length ? `${state.waiting.length} ${words.waiting}` : "";
  root.toggleAttribute("data-all-handed-in", !state.waiting.length);
  const select = part("table-lost").elements.table;
  if (!select.options.length) select.append(...state.pack.tables.map((table) => new Option(table.key, table.key)));
  showHits();
}

async function act(kind, payload) {
  const operation = { event, key: crypto.randomUUID(), turn: Date.now() + Math.random(), kind, payload, made_at: new Date().toISOString() };
  await keepOperation(operation);
  state.waiting.push(operation);
  part("log").prepend(element("li", `${new Date().toLocaleTimeString()} · ${words[kind]} · ${about(payload)}`));
  search.value = kind === "walk_in" ? payload.name : "";
  show();
  search.focus();
  await handIn();
}

const about = (payload) =>
  payload.name ?? payload.table ?? [payload.guest, ...(payload.guests ?? [])].filter(Boolean).map((pk) => state.plan.byPk.get(pk)?.name).join(", ");

async function handIn() {
  if (state.isHanding || !state.waiting.length) return;
  state.isHanding = true;
  const sent = [...state.waiting];
  try {
    const answer = await fetch(root.dataset.operations, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": root.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ desk: deskName(), operations: sent.map(({ key, kind, payload, made_at }) => ({ key, kind, payload, made_at })) }),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return void (part("network").textContent = words["signed-out"]);
    if (!answer.ok) throw new Error(String(answer.status));
    await taken(sent, await answer.json());
    state.isOnline = true;
  } catch {
    state.isOnline = false;
  } finally {
    state.isHanding = false;
    show();
  }
  if (state.isOnline && state.waiting.length) await handIn();
}

async function taken(sent, { results, pack }) {
  const before = projected(state.pack, sent);
  for (const { key, state: became, said } of results) {
    await dropOperation(key);
    state.waiting = state.waiting.filter((one) => one.key !== key);
    if (became !== "applied") toClearUp(said);
  }
  for (const meeting of broken(before, pack)) toClearUp(`${meeting.people.map((who) => before.people.get(who)?.name).join(" – ")}: ${words["was-told"]} ${line(meeting, "")}`);
  await remember(pack);
}

function toClearUp(text) {
  part("nothing").hidden = true;
  part("conflicts").append(element("li", text));
}

async function remember(pack) {
  state.pack = pack;
  await keepPack(pack, event);
}

async function refresh() {
  if (state.waiting.length) return handIn();
  try {
    const answer = await fetch(root.dataset.pack, { redirect: "manual" });
    if (answer.ok) await remember(await answer.json());
    state.isOnline = navigator.onLine;
  } catch {
    state.isOnline = false;
  }
  show();
}

function deskName() {
  const kept = localStorage.getItem("aufwind-desk-name");
  const name = kept ?? `desk ${Math.random().toString(36).slice(2, 6)}`;
  if (!kept) localStorage.setItem("aufwind-desk-name", name);
  return name;
}

search.addEventListener("input", () => state.plan && showHits());
search.addEventListener("keydown", (pressed) => {
  const buttons = part("hits").querySelectorAll("button[name=check_in]:enabled");
  if (pressed.key === "Enter" && buttons.length === 1) buttons[0].click();
});
part("walk-in").addEventListener("submit", async (submitted) => {
  submitted.preventDefault();
  const form = submitted.target;
  const said = Object.fromEntries(["name", "organisation", "offer", "need"].map((name) => [name, form.elements[name].value.trim()]));
  await act("walk_in", { ...said, agreed: true, promised: promises(state.plan, said) });
  form.reset();
});
part("table-lost").addEventListener("submit", async (submitted) => {
  submitted.preventDefault();
  await act("table_lost", { table: submitted.target.elements.table.value });
});
addEventListener("online", handIn);
addEventListener("offline", () => {
  state.isOnline = false;
  show();
});

state.pack = await packOf(event);
state.waiting = await operationsOf(event);
show();
await refresh();
root.toggleAttribute("data-ready", true);
setInterval(refresh, EVERY_MS);
