// The plan as this desk knows it: the pack, with everything done here since laid over it. Pure functions.
// The same promise as on the server: nobody untouched is moved; what became free is filled from wishes, best first.
const BEGINNING = 5;

export function projected(pack, operations, now = new Date()) {
  const people = new Map(pack.people.map((person) => [person.key, { ...person, unavailable: new Set(person.unavailable) }]));
  const plan = {
    people,
    byPk: new Map([...people.values()].map((person) => [person.pk, person])),
    slots: pack.slots,
    open: pack.slots.filter((slot) => !slot.starts_at || new Date(slot.starts_at) > now).map((slot) => slot.key),
    tables: pack.tables.map((table) => ({ key: table.key, unavailable: new Set(table.unavailable) })),
    meetings: pack.meetings.map((meeting) => ({ ...meeting })),
    wishes: [...pack.wishes].sort((a, b) => b.value - a.value),
  };
  for (const operation of operations) ACTS[operation.kind]?.(plan, operation);
  return plan;
}

const ACTS = {
  check_in(plan, { payload }) {
    const person = plan.byPk.get(payload.guest);
    if (person) Object.assign(person, { here: true, absent: false });
  },
  no_show(plan, { payload }) {
    for (const pk of payload.guests) {
      const person = plan.byPk.get(pk);
      if (!person || person.here) continue;
      person.absent = true;
      release(plan, person, plan.open);
    }
    fill(plan);
  },
  leaves(plan, { payload }) {
    const person = plan.byPk.get(payload.guest);
    if (!person) return;
    person.here = false;
    release(plan, person, plan.open.slice(Math.max(0, plan.open.indexOf(payload.slot))));
    fill(plan);
  },
  table_lost(plan, { payload }) {
    const table = plan.tables.find((one) => one.key === payload.table);
    if (!table) return;
    for (const slot of plan.open) table.unavailable.add(slot);
    for (const meeting of plan.meetings.filter((one) => one.table === table.key && plan.open.includes(one.slot))) {
      meeting.table = freeTable(plan, meeting.slot) ?? "";
    }
    plan.meetings = plan.meetings.filter((meeting) => meeting.table);
    fill(plan);
  },
  walk_in(plan, { key, payload }) {
    const person = { key: `new-${key}`, name: payload.name, organisation: payload.organisation, here: true, unavailable: new Set() };
    plan.people.set(person.key, person);
    for (const { with: other, slot } of payload.promised ?? []) {
      const table = freeTable(plan, slot);
      if (table && isFree(plan, other, slot)) plan.meetings.push({ people: [person.key, other], slot, table, isNew: true });
    }
  },
};

function release(plan, person, slots) {
  for (const slot of slots) person.unavailable.add(slot);
  plan.meetings = plan.meetings.filter((meeting) => !meeting.people.includes(person.key) || !slots.includes(meeting.slot));
}

const pairOf = (people) => [...people].sort().join(" ");
const seatOf = (who, slot) => `${slot} ${who}`;

function fill(plan) {
  const met = new Set(plan.meetings.map((meeting) => pairOf(meeting.people)));
  const busy = new Set(plan.meetings.flatMap((meeting) => meeting.people.map((who) => seatOf(who, meeting.slot))));
  for (const wish of plan.wishes) {
    if (met.has(pairOf(wish.people)) || !wish.people.every((who) => plan.people.has(who))) continue;
    const isFreeAt = (slot) => wish.people.every((who) => !busy.has(seatOf(who, slot)) && isThere(plan, who, slot));
    const slot = plan.open.find((one) => isFreeAt(one) && freeTable(plan, one));
    if (!slot) continue;
    plan.meetings.push({ people: [...wish.people], slot, table: freeTable(plan, slot), isNew: true });
    met.add(pairOf(wish.people));
    for (const who of wish.people) busy.add(seatOf(who, slot));
  }
}

const isThere = (plan, who, slot) => {
  const person = plan.people.get(who);
  return Boolean(person) && !person.absent && !person.unavailable.has(slot);
};

const isFree = (plan, who, slot) =>
  isThere(plan, who, slot) && !plan.meetings.some((meeting) => meeting.slot === slot && meeting.people.includes(who));

function freeTable(plan, slot) {
  const taken = new Set(plan.meetings.filter((meeting) => meeting.slot === slot).map((meeting) => meeting.table));
  return plan.tables.find((table) => !table.unavailable.has(slot) && !taken.has(table.key))?.key;
}

// Whom a newcomer could meet, by words that a need and an offer share, each in a slot where both are free.
export function promises(plan, { organisation, offer, need }, most = 4) {
  const fits = [...plan.people.values()]
    .filter((person) => person.pk && (!organisation || person.organisation !== organisation))
    .map((person) => ({ person, score: shared(need, person.offers) + shared(offer, person.needs) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const given = [];
  for (const { person } of fits) {
    const used = new Set(given.map((one) => one.slot));
    const slot = plan.open.find((one) => !used.has(one) && isFree(plan, person.key, one) && freeTable(plan, one));
    if (slot) given.push({ with: person.key, slot });
    if (given.length === most) break;
  }
  return given;
}

const beginnings = (text) =>
  new Set(folded(text ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= BEGINNING).map((word) => word.slice(0, BEGINNING)));

function shared(text, others) {
  const mine = beginnings(text);
  return (others ?? []).reduce((sum, other) => sum + [...beginnings(other)].filter((word) => mine.has(word)).length, 0);
}

export const folded = (text) =>
  text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");

const short = (text) => text.replaceAll("ae", "a").replaceAll("oe", "o").replaceAll("ue", "u");

export function found(plan, words, most = 8) {
  const asked = short(folded(words.trim())).split(/\s+/).filter(Boolean);
  if (!asked.length || asked.join("").length < 2) return [];
  return [...plan.people.values()]
    .filter((person) => String(person.number) === asked[0] || asked.every((word) => short(folded(person.find ?? person.name)).includes(word)))
    .slice(0, most);
}

export const meetingsOf = (plan, key) => {
  const order = plan.slots.map((slot) => slot.key);
  return plan.meetings.filter((meeting) => meeting.people.includes(key)).sort((a, b) => order.indexOf(a.slot) - order.indexOf(b.slot));
};

// What was told here and is planned otherwise now: new meetings of `before` that are not in `pack`.
export function broken(before, pack) {
  const planned = new Set(pack.meetings.map((meeting) => `${pairOf(meeting.people)} ${meeting.slot} ${meeting.table}`));
  return before.meetings.filter(
    (meeting) =>
      meeting.isNew &&
      !meeting.people.some((who) => who.startsWith("new-")) &&
      !planned.has(`${pairOf(meeting.people)} ${meeting.slot} ${meeting.table}`),
  );
}
