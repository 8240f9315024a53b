/* From halves of wishes to whole ones, with as little loss as the general graph allows.
 *
 * The wishes taken by half form trails. Taking every second wish of a trail keeps everybody's number of meetings,
 * except at the ends of open trails, where there is room by parity, and where an odd circle closes: there one meeting
 * is missing. Such gaps are then closed along alternating paths of tight wishes (worth exactly their price): a path
 * that takes and gives back in turn from a unit with a place to fill to another one, or to a unit that can spare a
 * meeting for nothing, loses nothing against the bound (Edmonds 1965 for matchings; here without blossoms, so a path
 * that would use a wish twice is passed over).
 *
 * Cost: O(ends) for the trails; a bounded search for each gap.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *source_sha256(void) { return SOURCE_SHA256; }

typedef struct {
    int32_t units, wishes, reach;  /* reach: most units looked at for one gap */
    int32_t padding;
    int64_t toll;                  /* price of a table, in halves */
    const int32_t *a, *b;          /* the two ends of each wish */
    const int8_t *halves;
    const int8_t *bound_up;        /* 1: has a third member or a kind; never part of an alternating path */
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
    int32_t *seen, *queue, *came_from, *taking, *giving, epoch;
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

/* Do it, when no wish stands twice on the path. `node` stands in the queue; `last` is one more wish to take, or -1. */
static int apply(const Choice *c, Work *k, int32_t node, int32_t last) {
    int good = 1, depth = 0;
    for (int32_t i = node; i > 0; i = k->came_from[i]) {
        k->trail[depth++] = k->taking[i];
        k->trail[depth++] = k->giving[i];
    }
    if (last >= 0) k->trail[depth++] = last;
    for (int32_t i = 0; i < depth; i++) good &= !k->used[k->trail[i]], k->used[k->trail[i]] = 1;
    for (int32_t i = 0; i < depth; i++) k->used[k->trail[i]] = 0;
    if (good)
        for (int32_t i = 0; i < depth; i++) change(c, k->trail[i], c->taken[k->trail[i]] ? -1 : 1);
    return good;
}

/* From the place of `v` that wish `w` would fill: units that would lose a meeting instead. */
static int pass_on(const Choice *c, Work *k, int32_t v, int32_t w, int32_t at, int32_t *tail, int adding_only) {
    for (int32_t i = k->first[v]; i < k->first[v + 1]; i++) {
        int32_t g = k->wish[i], x = k->other[i];
        if (!c->taken[g] || c->margin[g] != 0 || c->bound_up[g] || k->seen[x] == k->epoch || *tail >= c->reach) continue;
        k->seen[x] = k->epoch;
        k->queue[*tail] = x;
        k->came_from[*tail] = at;
        k->taking[*tail] = w;
        k->giving[*tail] = g;
        (*tail)++;
        if (!adding_only && step_worth(c, x, 1) == 0 && apply(c, k, *tail - 1, -1)) return 1;
    }
    return 0;
}

/* Fill one place of `start` without loss; whether that was possible. */
static int fill_gap(const Choice *c, Work *k, int32_t start, int adding_only) {
    int32_t tail = 1;
    k->epoch++;
    k->queue[0] = start;
    k->seen[start] = k->epoch;
    for (int32_t at = 0; at < tail; at++) {
        int32_t u = k->queue[at];
        for (int32_t i = k->first[u]; i < k->first[u + 1]; i++) {
            int32_t w = k->wish[i], v = k->other[i];
            if (c->taken[w] || c->margin[w] != 0 || c->bound_up[w]) continue;
            int free = c->left[v] > (v == start) && *c->tables > 0 && step_worth(c, v, 0) >= 0;
            if (free && apply(c, k, at, w)) return 1;
            if (pass_on(c, k, v, w, at, &tail, adding_only)) return 1;
        }
    }
    return 0;
}

static void mend(const Choice *c, Work *k) {
    memset(k->used, 0, (size_t)c->wishes);
    memset(k->seen, 0, sizeof(int32_t) * (size_t)c->units);
    k->epoch = 0;
    for (int32_t u = 0; u < c->units; u++)
        while (c->left[u] > 0 && step_worth(c, u, 0) > 0 && fill_gap(c, k, u, 0)) {}
    int64_t tries = 20 + 4 * *c->tables;
    for (int32_t u = 0; u < c->units && c->toll > 0 && *c->tables > 0 && tries > 0; u++)
        while (c->left[u] > 0 && *c->tables > 0 && tries-- > 0 && step_worth(c, u, 0) >= 0 && fill_gap(c, k, u, 1)) {}
}

static void *carve(char **memory, size_t bytes) {
    void *here = *memory;
    *memory += (bytes + 63) / 64 * 64;
    return here;
}

/* Whole wishes from halves; `taken` holds those taken fully at first. Returns 0, or -1 without memory. */
int rounding(const Choice *c) {
    size_t u = (size_t)c->units + 1, w = (size_t)c->wishes + 1, q = (u > w ? u : w) + 1;
    char *block = calloc(1, u * 20 + w * 17 + q * 32 + 64 * 18);
    if (!block) return -1;
    char *memory = block;
    Work k = {0};
    k.first = carve(&memory, u * 4);
    k.turn = carve(&memory, u * 4);
    k.seen = carve(&memory, u * 4);
    k.spare = carve(&memory, u * 8);
    k.other = carve(&memory, w * 8);
    k.wish = carve(&memory, w * 8);
    k.trail = carve(&memory, q * 8 + 8);
    k.used = carve(&memory, w);
    k.stack = carve(&memory, q * 4);
    k.queue = carve(&memory, q * 4);
    k.by = carve(&memory, q * 4);
    k.came_from = carve(&memory, q * 4);
    k.taking = carve(&memory, q * 4);
    k.giving = carve(&memory, q * 4);
    index_ends(c, &k);
    take_halves(c, &k);
    mend(c, &k);
    free(block);
    return 0;
}
