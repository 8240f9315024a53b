/* From halves of wishes to whole ones, with as little loss as the general graph allows.
 *
 * The wishes taken by half form trails. Taking every second wish of a trail keeps everybody's number of meetings,
 * except at the ends of open trails, where there is room by parity, and where an odd circle closes: there one meeting
 * is missing. Such gaps are then closed along alternating paths: taking and giving back in turn, from a unit with a
 * place to fill to another one or to one that can spare a meeting, along wishes worth as nearly as possible their
 * price; what is lost on the path of least loss is less than the gap (Edmonds 1965 for matchings, Dijkstra 1959 for
 * the search; without blossoms, so a path that would use a wish twice is passed over).
 *
 * Cost: O(ends) for the trails; a bounded search for each gap.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NOBODY (-1)

const char *source_sha256(void) { return SOURCE_SHA256; }

typedef struct {
    int32_t units, wishes, reach;  /* reach: most steps of the search for one gap */
    int32_t padding;
    int64_t toll;                  /* price of a table, in halves */
    const int32_t *a, *b;          /* the two ends of each wish */
    const int8_t *halves;
    const int8_t *bound_up;        /* 1: has a third member, a kind or no slot; never part of an alternating path */
    const int64_t *margin;         /* what each wish is worth above its price; 0: tight */
    const int64_t *price;          /* per unit */
    const int32_t *hub_first, *hub_room;
    const int64_t *hub_gain;       /* bonus of each place, in halves */
    int8_t *taken;                 /* per wish */
    int64_t *left;                 /* per unit: places left */
    int64_t *tables;               /* one number: places left at tables */
} Choice;

typedef struct {
    int32_t *first, *other, *wish, *turn;
    int32_t *trail, *stack, *by; /* wishes of one trail; its units while it is walked */
    int64_t *spare;              /* per unit: halves of places the fractional choice leaves */
    uint8_t *used;
    int32_t *seen, epoch;        /* per unit: search that saw it last */
    int64_t *nearest, *cost;     /* per unit, per step: what is lost on the way there */
    int32_t *unit, *came_from, *taking, *giving, *heap, steps, waiting;
    int32_t *queue;
} Work;

static int32_t other_end(const Choice *c, int32_t w, int32_t u) { return c->a[w] == u ? c->b[w] : c->a[w]; }

static void change(const Choice *c, int32_t w, int by) {
    c->taken[w] = (int8_t)(c->taken[w] + by);
    c->left[c->a[w]] -= by;
    c->left[c->b[w]] -= by;
    *c->tables -= by;
}

/* ---- trails ---- */

/* Ends of the wishes to look at, grouped by unit. */
static void index_ends(const Choice *c, Work *k) {
    memset(k->first, 0, sizeof(int32_t) * (size_t)(c->units + 1));
    for (int32_t w = 0; w < c->wishes; w++) k->first[c->a[w] + 1]++, k->first[c->b[w] + 1]++;
    for (int32_t u = 0; u < c->units; u++) k->first[u + 1] += k->first[u];
    memcpy(k->turn, k->first, sizeof(int32_t) * (size_t)c->units);
    for (int32_t w = 0; w < c->wishes; w++)
        for (int side = 0; side < 2; side++) {
            int32_t at = k->turn[side ? c->b[w] : c->a[w]]++;
            k->wish[at] = w;
            k->other[at] = side ? c->a[w] : c->b[w];
        }
    memcpy(k->turn, k->first, sizeof(int32_t) * (size_t)c->units);
}

/* Next unused half at u, or -1. */
static int32_t next_half(const Choice *c, Work *k, int32_t u) {
    for (; k->turn[u] < k->first[u + 1]; k->turn[u]++) {
        int32_t w = k->wish[k->turn[u]];
        if (c->halves[w] == 1 && !k->used[w]) {
            k->used[w] = 1;
            return w;
        }
    }
    return -1;
}

/* Every second wish of the trail, beginning with the first or the second. */
static void take_in_turn(const Choice *c, const Work *k, int32_t length, int32_t begin) {
    for (int32_t i = begin; i < length; i += 2) change(c, k->trail[i], 1);
}

/* Open trail: both ends have half a place to spare. `owed` balances odd trails against the total. */
static void settle_open(const Choice *c, const Work *k, int32_t length, int32_t *owed) {
    int32_t begin = length % 2 && *owed > 0;
    if (length % 2) *owed += begin ? -1 : 1;
    take_in_turn(c, k, length, begin);
}

/* Circle; stack[i] is the unit between wishes i - 1 and i. An odd one opens where that costs least. */
static void settle_circle(const Choice *c, Work *k, int32_t length, int32_t *owed) {
    if (length % 2 == 0) {
        take_in_turn(c, k, length, 0);
        return;
    }
    int32_t best = 0;
    for (int32_t i = 1; i < length; i++)
        if (c->price[k->stack[i]] < c->price[k->stack[best]]) best = i;
    int32_t more = 0;
    if (*owed <= 0)
        for (int32_t i = 0; i < length && !more; i++)
            if (k->spare[k->stack[i]] >= 2) best = i, more = 1;
    if (more) k->spare[k->stack[best]] -= 2;
    *owed += more ? 1 : -1;
    for (int32_t i = !more; i < length; i += 2) change(c, k->trail[(best + i) % length], 1);
}

static int32_t walk_open(const Choice *c, Work *k, int32_t u) {
    int32_t length = 0;
    for (int32_t w; (w = next_half(c, k, u)) >= 0; u = other_end(c, w, u)) k->trail[length++] = w;
    return length;
}

/* One circle through all halves connected to `start` (Hierholzer 1873); every unit has an even number of them. */
static int32_t walk_circle(const Choice *c, Work *k, int32_t start) {
    int32_t depth = 0, length = 0;
    int32_t *path = k->queue, *by = k->by;
    path[depth] = start;
    by[depth++] = -1;
    while (depth > 0) {
        int32_t u = path[depth - 1], w = next_half(c, k, u);
        if (w >= 0) {
            path[depth] = other_end(c, w, u);
            by[depth++] = w;
        } else {
            depth--;
            if (by[depth] >= 0) {
                k->stack[length] = u;
                k->trail[length++] = by[depth];
            }
        }
    }
    return length;
}

static void take_halves(const Choice *c, Work *k) {
    int32_t owed = 0;
    memset(k->spare, 0, sizeof(int64_t) * (size_t)c->units);
    for (int32_t w = 0; w < c->wishes; w++)
        if (c->halves[w] == 1) k->spare[c->a[w]]++, k->spare[c->b[w]]++;
    for (int32_t u = 0; u < c->units; u++)
        if (k->spare[u] % 2) k->seen[u] = 1;
    for (int32_t u = 0; u < c->units; u++) k->spare[u] = 2 * c->left[u] - k->spare[u];
    for (int32_t u = 0; u < c->units; u++) {
        if (!k->seen[u]) continue;
        int32_t length = walk_open(c, k, u);
        if (!length) continue;
        settle_open(c, k, length, &owed);
    }
    for (int32_t u = 0; u < c->units; u++) {
        int32_t length = walk_circle(c, k, u);
        if (length) settle_circle(c, k, length, &owed);
    }
}

/* ---- alternating paths ---- */

/* What the unit gains from one more place filled, or loses with its last one (`last` = 1); halves. */
static int64_t step_worth(const Choice *c, int32_t u, int last) {
    int64_t held = -c->left[u] - last;
    for (int32_t h = c->hub_first[u]; h < c->hub_first[u + 1]; h++) held += c->hub_room[h];
    for (int32_t h = c->hub_first[u]; h < c->hub_first[u + 1]; h++) {
        if (held < c->hub_room[h]) return c->price[u] + c->hub_gain[h];
        held -= c->hub_room[h];
    }
    return c->price[u];
}

/* Steps of a search: step i leads to `unit` (NOBODY: here the path may end), taking one wish and giving one back. */
static int32_t add_step(Work *k, int32_t unit, int32_t from, int32_t taking, int32_t giving, int64_t cost) {
    int32_t i = k->steps++;
    k->unit[i] = unit;
    k->came_from[i] = from;
    k->taking[i] = taking;
    k->giving[i] = giving;
    k->cost[i] = cost;
    return i;
}

static void push(Work *k, int32_t step) {
    int32_t at = k->waiting++;
    for (; at > 0 && k->cost[k->heap[(at - 1) / 2]] > k->cost[step]; at = (at - 1) / 2) k->heap[at] = k->heap[(at - 1) / 2];
    k->heap[at] = step;
}

static int32_t pop(Work *k) {
    int32_t top = k->heap[0], last = k->heap[--k->waiting], at = 0;
    for (int32_t child; (child = 2 * at + 1) < k->waiting; at = child) {
        if (child + 1 < k->waiting && k->cost[k->heap[child + 1]] < k->cost[k->heap[child]]) child++;
        if (k->cost[k->heap[child]] >= k->cost[last]) break;
        k->heap[at] = k->heap[child];
    }
    k->heap[at] = last;
    return top;
}

/* Do it, when no wish stands twice on the path. */
static int apply(const Choice *c, Work *k, int32_t step) {
    int good = 1, depth = 0;
    for (int32_t i = step; i > 0; i = k->came_from[i]) {
        if (k->taking[i] >= 0) k->trail[depth++] = k->taking[i];
        if (k->giving[i] >= 0) k->trail[depth++] = k->giving[i];
    }
    for (int32_t i = 0; i < depth; i++) good &= !k->used[k->trail[i]], k->used[k->trail[i]] = 1;
    for (int32_t i = 0; i < depth; i++) k->used[k->trail[i]] = 0;
    if (good)
        for (int32_t i = 0; i < depth; i++) change(c, k->trail[i], c->taken[k->trail[i]] ? -1 : 1);
    return good;
}

static int64_t at_least_0(int64_t x) { return x > 0 ? x : 0; }

/* Wish `w` would fill a place of `v`: who would lose a meeting there instead, and may that be the end? */
static void pass_on(const Choice *c, Work *k, int32_t v, int32_t w, int32_t from, int64_t cost, int64_t limit, int ends) {
    for (int32_t i = k->first[v]; i < k->first[v + 1] && k->steps + 2 < c->reach; i++) {
        int32_t g = k->wish[i], x = k->other[i];
        if (!c->taken[g] || c->bound_up[g]) continue;
        int64_t here = cost + at_least_0(c->margin[g]);
        if (here >= limit || (k->seen[x] == k->epoch && k->nearest[x] <= here)) continue;
        k->seen[x] = k->epoch;
        k->nearest[x] = here;
        int32_t step = add_step(k, x, from, w, g, here);
        push(k, step);
        int64_t last = here + at_least_0(step_worth(c, x, 1));
        if (ends && last < limit) push(k, add_step(k, NOBODY, step, -1, -1, last));
    }
}

/* Fill one place of `start` so that less than `limit` is lost on the way; whether that was possible. `ends`: the path
 * may also end where somebody loses a meeting, otherwise it has to add one. */
static int fill_gap(const Choice *c, Work *k, int32_t start, int64_t limit, int ends) {
    k->epoch++;
    k->steps = k->waiting = 0;
    k->seen[start] = k->epoch;
    k->nearest[start] = 0;
    push(k, add_step(k, start, 0, -1, -1, 0));
    while (k->waiting > 0) {
        int32_t step = pop(k), u = k->unit[step];
        if (u == NOBODY && apply(c, k, step)) return 1;
        if (u == NOBODY || k->cost[step] > k->nearest[u]) continue;
        for (int32_t i = k->first[u]; i < k->first[u + 1] && k->steps + 2 < c->reach; i++) {
            int32_t w = k->wish[i], v = k->other[i];
            if (c->taken[w] || c->bound_up[w]) continue;
            int64_t cost = k->cost[step] + at_least_0(-c->margin[w]);
            if (cost >= limit) continue;
            int open = c->left[v] > (v == start) && *c->tables > 0 && step_worth(c, v, 0) >= 0;
            if (open) push(k, add_step(k, NOBODY, step, w, -1, cost));
            else pass_on(c, k, v, w, step, cost, limit, ends);
        }
    }
    return 0;
}

static void mend(const Choice *c, Work *k) {
    memset(k->used, 0, (size_t)c->wishes);
    memset(k->seen, 0, sizeof(int32_t) * (size_t)c->units);
    k->epoch = 0;
    for (int32_t u = 0; u < c->units; u++)
        for (int64_t gap; c->left[u] > 0 && (gap = step_worth(c, u, 0)) > 0 && fill_gap(c, k, u, gap, 1);) {}
    int64_t tries = 20 + 4 * *c->tables;
    for (int32_t u = 0; u < c->units && c->toll > 0 && *c->tables > 0 && tries > 0; u++)
        for (int64_t gap; c->left[u] > 0 && *c->tables > 0 && tries-- > 0 && (gap = step_worth(c, u, 0)) >= 0 &&
                          fill_gap(c, k, u, gap + c->toll, 0);) {}
}

static void *carve(char **memory, size_t bytes) {
    void *here = *memory;
    *memory += (bytes + 63) / 64 * 64;
    return here;
}

/* Whole wishes from halves; `taken` holds those taken fully at first. Returns 0, or -1 without memory. */
int rounding(const Choice *c) {
    size_t u = (size_t)c->units + 1, w = (size_t)c->wishes + 1, r = (size_t)c->reach + 1;
    size_t q = u > w ? u : w;
    char *block = calloc(1, u * 28 + w * 17 + q * 16 + r * 36 + 64 * 20);
    if (!block) return -1;
    char *memory = block;
    Work k = {0};
    k.first = carve(&memory, u * 4);
    k.turn = carve(&memory, u * 4);
    k.seen = carve(&memory, u * 4);
    k.spare = carve(&memory, u * 8);
    k.nearest = carve(&memory, u * 8);
    k.other = carve(&memory, w * 8);
    k.wish = carve(&memory, w * 8);
    k.used = carve(&memory, w);
    k.trail = carve(&memory, q * 4 + r * 8);
    k.stack = carve(&memory, q * 4);
    k.queue = carve(&memory, q * 4);
    k.by = carve(&memory, q * 4);
    k.cost = carve(&memory, r * 8);
    k.unit = carve(&memory, r * 4);
    k.came_from = carve(&memory, r * 4);
    k.taking = carve(&memory, r * 4);
    k.giving = carve(&memory, r * 4);
    k.heap = carve(&memory, r * 4);
    index_ends(c, &k);
    take_halves(c, &k);
    mend(c, &k);
    free(block);
    return 0;
}
