/* Which wishes: the fractional b-matching of greatest value, exactly, as a minimum-cost circulation.
 *
 * Every unit (person) u has a left copy L(u) and a right copy R(u); a wish {u, v} is the two arcs L(u) -> R(v) and
 * L(v) -> R(u) of capacity 1. A source S feeds the left copies, the right copies drain into T, and one arc T -> S
 * limits the total (the tables). Half of the flow on the two arcs of a wish is the optimal fractional b-matching of
 * the general graph (it is half-integral). On a two-sided event one copy of each unit is enough.
 *
 * Method: prices come first (from the caller: an earlier solution, or flow_prices), the flow that agrees with them is
 * set, and what a unit then has too much or too little is routed along shortest paths of the residual network:
 * primal-dual with Dijkstra from all surplus nodes at once, then augmenting paths over the tight arcs, led by labels
 * (Ahuja, Magnanti, Orlin, Network Flows, 1993, sections 7.4 and 9.8). The result is optimal whatever the prices were; good prices make it quick.
 * Queue: radix heap (Ahuja, Mehlhorn, Orlin, Tarjan, JACM 37, 1990). All arithmetic is on integers.
 *
 * Cost: O(phases * ends) time; about 60 bytes per end of a wish.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NEVER INT64_MAX
#define BUCKETS 65
#define GIVEN_UP (INT32_MAX / 2)
#define PATIENCE 10 /* how much longer than at first the way of a surplus may become before a new search */

const char *source_sha256(void) { return SOURCE_SHA256; }

typedef struct {
    int32_t units, wishes, hubs;
    int32_t padding;
    int64_t total;             /* capacity of T -> S */
    const int32_t *first;      /* units + 1: ends of unit u are first[u] .. first[u + 1] - 1 */
    const int32_t *other;      /* per end: the unit at the other side */
    const int32_t *end;        /* per end: 2 * wish + side */
    const int64_t *gain;       /* per end: gain of the wish */
    const int32_t *hub_first;  /* units + 1: hub arcs of unit u */
    const int32_t *hub_unit;   /* per hub arc */
    const int32_t *hub_room;   /* per hub arc: capacity; gains fall within a unit */
    const int64_t *hub_gain;
    const uint8_t *copies;     /* per unit: 1 left, 2 right, 3 both */
    int64_t *price;            /* 2 * units + 2; slack of an arc i -> j is price[i] - price[j] - gain */
    int64_t *excess;           /* 2 * units + 2 */
    uint8_t *taken;            /* per wish: bit s = the arc whose left end is member s carries flow */
    int32_t *hub_flow;         /* 2 * hubs: S -> L, then R -> T */
    int64_t *total_flow;       /* one number */
} Net;

static int32_t source(const Net *n) { return 2 * n->units; }
static int32_t sink(const Net *n) { return 2 * n->units + 1; }
static int32_t nodes(const Net *n) { return 2 * n->units + 2; }

/* ---- ends of the wishes, grouped by unit (counting sort) ---- */

int flow_ends(int32_t units, int32_t wishes, const int32_t *a, const int32_t *b, const int64_t *gain, int32_t *first,
              int32_t *other, int32_t *end, int64_t *end_gain) {
    int32_t *fill = malloc(sizeof(int32_t) * (size_t)(units + 1));
    if (!fill) return -1;
    memset(first, 0, sizeof(int32_t) * (size_t)(units + 1));
    for (int32_t w = 0; w < wishes; w++) first[a[w] + 1]++, first[b[w] + 1]++;
    for (int32_t u = 0; u < units; u++) first[u + 1] += first[u];
    memcpy(fill, first, sizeof(int32_t) * (size_t)(units + 1));
    for (int32_t w = 0; w < wishes; w++)
        for (int32_t side = 0; side < 2; side++) {
            int32_t k = fill[side ? b[w] : a[w]]++;
            other[k] = side ? a[w] : b[w];
            end[k] = 2 * w + side;
            end_gain[k] = gain[w];
        }
    free(fill);
    return 0;
}

/* Two sides: side[u] 0 or 1 so that every wish crosses; returns 1, or 0 where no such sides exist, -1 without memory. */
int flow_sides(int32_t units, const int32_t *first, const int32_t *other, int8_t *side) {
    int32_t *queue = malloc(sizeof(int32_t) * (size_t)(units + 1));
    if (!queue) return -1;
    int crosses = 1;
    memset(side, -1, (size_t)units);
    for (int32_t root = 0; root < units && crosses; root++) {
        if (side[root] >= 0) continue;
        int32_t tail = 0;
        side[root] = 0;
        queue[tail++] = root;
        for (int32_t i = 0; i < tail && crosses; i++)
            for (int32_t k = first[queue[i]]; k < first[queue[i] + 1]; k++) {
                int32_t v = other[k];
                if (side[v] < 0) {
                    side[v] = (int8_t)(1 - side[queue[i]]);
                    queue[tail++] = v;
                } else if (side[v] == side[queue[i]]) {
                    crosses = 0;
                }
            }
    }
    free(queue);
    return crosses;
}

/* ---- prices to start from: coordinate descent on a smoothed dual ---- */

/* How much the wishes with these margins would take at price p, times 2t: each rises from 0 to 1 over a width of t. */
static int64_t taken_at(const int64_t *margin, int32_t count, int64_t p, int64_t t, int64_t *rising) {
    int64_t sum = 0, inner = 0;
    for (int32_t i = 0; i < count; i++) {
        int64_t x = 2 * (margin[i] - p) + t;
        int64_t y = x < 0 ? 0 : x > 2 * t ? 2 * t : x;
        sum += y;
        inner += (y == x);
    }
    *rising = inner;
    return sum;
}

/* The price at which `room` is taken; Newton steps kept between the bounds found so far. */
static int64_t price_for(const int64_t *margin, int32_t count, int64_t room, int64_t t, int64_t p, int64_t low, int64_t high) {
    for (int i = 0; i < 60 && low < high; i++) {
        int64_t rising, over = taken_at(margin, count, p, t, &rising) - 2 * t * room;
        if (over == 0) return p;
        if (over > 0) low = p + 1;
        else high = p - 1;
        int64_t step = rising ? over / (2 * rising) : 0, next = p + step;
        if (step == 0 && rising) return p;
        p = rising && next >= low && next <= high ? next : low + (high - low) / 2;
    }
    return p;
}

/* One sweep over all units at smoothing width t; returns twice the total taken, times 2t. */
int64_t flow_sweep(const Net *n, int64_t *pi, int64_t toll, int64_t unit, int64_t t, int64_t *buffer, int64_t *rising_sum) {
    int64_t total = 0;
    *rising_sum = 0;
    for (int32_t u = 0; u < n->units; u++) {
        int32_t from = n->first[u], count = n->first[u + 1] - from;
        if (!count) continue;
        int64_t top = INT64_MIN, bottom = INT64_MAX, rising;
        for (int32_t i = 0; i < count; i++) {
            buffer[i] = n->gain[from + i] * unit - toll - pi[n->other[from + i]];
            if (buffer[i] > top) top = buffer[i];
            if (buffer[i] < bottom) bottom = buffer[i];
        }
        int64_t room = 0, p = pi[u];
        for (int32_t h = n->hub_first[u]; h < n->hub_first[u + 1]; h++) room += n->hub_room[h];
        for (int32_t h = n->hub_first[u + 1] - 1; h >= n->hub_first[u]; h--) {
            int64_t floor = -n->hub_gain[h] * unit;
            int64_t over = taken_at(buffer, count, floor, t, &rising);
            if (over > 2 * t * room) {
                int64_t high = top + t, start = p > floor && p < high ? p : floor + (high - floor) / 2;
                p = price_for(buffer, count, room, t, start, floor, high);
                break;
            }
            room -= n->hub_room[h];
            p = floor;
            if (over >= 2 * t * room) break;
        }
        pi[u] = p;
        total += taken_at(buffer, count, p, t, &rising);
        *rising_sum += rising;
    }
    return total;
}

/* ---- the flow that agrees with the prices, and what is then too much or too little ---- */

static void room_of(const Net *n, int32_t u, int64_t toll, int32_t *low, int32_t *high) {
    *low = *high = 0;
    for (int32_t h = n->hub_first[u]; h < n->hub_first[u + 1]; h++) {
        if (n->hub_gain[h] > toll) *low += n->hub_room[h];
        if (n->hub_gain[h] >= toll) *high += n->hub_room[h];
    }
}

/* Spread `amount` over the unit's hub arcs, best first; what they must or cannot carry is respected. */
static int64_t fill_hubs(const Net *n, int32_t u, int32_t *flow, int32_t amount, int64_t toll) {
    int64_t sum = 0;
    for (int32_t h = n->hub_first[u]; h < n->hub_first[u + 1]; h++) {
        int64_t left = amount - sum, room = n->hub_room[h];
        int64_t f = n->hub_gain[h] > toll ? room : n->hub_gain[h] < toll ? 0 : left < 0 ? 0 : left < room ? left : room;
        flow[h] = (int32_t)f;
        sum += f;
    }
    return sum;
}

/* Whether the flow takes arc u -> v in this pass: 0 arcs that pay for more than their price, 1 tight ones that pay
 * by the finer prices, as far as there is room, 2 any tight ones that help both ends, 3 or one end. */
static int is_wanted(int pass, int64_t slack, int64_t finer, int u_short, int v_short, int u_open, int v_open) {
    if (pass == 0) return slack < 0;
    if (slack != 0) return 0;
    if (pass == 1) return finer > 0 && u_open && v_open;
    if (pass == 2) return u_short && v_short;
    return (u_short && v_open) || (v_short && u_open);
}

/* Hubs carry what fits the flow of each unit best; what does not fit is surplus (> 0) or shortage. */
static void settle_hubs(const Net *n, const int32_t *degree) {
    int32_t U = n->units, S = source(n), T = sink(n);
    const int64_t *P = n->price;
    int64_t in = 0, out = 0;
    for (int32_t u = 0; u < U; u++) {
        if (n->copies[u] & 1) {
            int64_t f = fill_hubs(n, u, n->hub_flow, degree[u], P[S] - P[u]);
            n->excess[u] = f - degree[u];
            in += f;
        }
        if (n->copies[u] & 2) {
            int64_t f = fill_hubs(n, u, n->hub_flow + n->hubs, degree[U + u], P[U + u] - P[T]);
            n->excess[U + u] = degree[U + u] - f;
            out += f;
        }
    }
    int64_t slack = P[T] - P[S], wanted = (in + out) / 2;
    int64_t f = slack < 0 ? n->total : slack > 0 ? 0 : wanted < n->total ? wanted : n->total;
    *n->total_flow = f;
    n->excess[S] = f - in;
    n->excess[T] = out - f;
}

/* `fine` and `toll` are the prices before they were rounded, in parts of 1 / `unit`. */
int flow_start(const Net *n, const int64_t *fine, int64_t toll, int64_t unit) {
    int32_t U = n->units, S = source(n), T = sink(n);
    const int64_t *P = n->price;
    int32_t *degree = calloc((size_t)(6 * (size_t)U + 1), sizeof(int32_t));
    if (!degree) return -1;
    int32_t *low = degree + 2 * U, *high = degree + 4 * U;
    memset(n->taken, 0, (size_t)n->wishes);
    memset(n->excess, 0, sizeof(int64_t) * (size_t)nodes(n));
    for (int32_t u = 0; u < U; u++) {
        if (n->copies[u] & 1) room_of(n, u, P[S] - P[u], &low[u], &high[u]);
        if (n->copies[u] & 2) room_of(n, u, P[U + u] - P[T], &low[U + u], &high[U + u]);
    }
    for (int pass = 0; pass < 4; pass++)
        for (int32_t u = 0; u < U; u++) {
            if (!(n->copies[u] & 1)) continue;
            for (int32_t k = n->first[u]; k < n->first[u + 1]; k++) {
                int32_t v = U + n->other[k], w = n->end[k] >> 1;
                uint8_t bit = (uint8_t)(1 << (n->end[k] & 1));
                int64_t slack = P[u] - P[v] - n->gain[k];
                if (slack > 0 || n->taken[w] & bit) continue;
                int64_t finer = n->gain[k] * unit - toll - fine[u] - fine[v - U];
                if (!is_wanted(pass, slack, finer, degree[u] < low[u], degree[v] < low[v], degree[u] < high[u],
                               degree[v] < high[v]))
                    continue;
                n->taken[w] |= bit;
                degree[u]++, degree[v]++;
            }
        }
    settle_hubs(n, degree);
    free(degree);
    return 0;
}

/* ---- one arc of the residual network; arcs of a node are numbered from 0 ---- */

typedef struct {
    int32_t to;
    int64_t room, back, slack; /* room left; room of the reverse arc */
} Arc;

static int32_t arcs_of(const Net *n, int32_t node) {
    if (node >= 2 * n->units) return n->hubs + 1;
    int32_t u = node < n->units ? node : node - n->units;
    return n->first[u + 1] - n->first[u] + n->hub_first[u + 1] - n->hub_first[u];
}

static Arc left_arc(const Net *n, int32_t u, int32_t i) {
    int32_t k = n->first[u] + i;
    const int64_t *P = n->price;
    if (k < n->first[u + 1]) {
        int32_t v = n->units + n->other[k], used = n->taken[n->end[k] >> 1] >> (n->end[k] & 1) & 1;
        return (Arc){v, !used, used, P[u] - P[v] - n->gain[k]};
    }
    int32_t h = n->hub_first[u] + k - n->first[u + 1];
    return (Arc){source(n), n->hub_flow[h], n->hub_room[h] - n->hub_flow[h], P[u] - P[source(n)] + n->hub_gain[h]};
}

static Arc right_arc(const Net *n, int32_t v, int32_t i) {
    int32_t u = v - n->units, k = n->first[u] + i;
    const int64_t *P = n->price;
    if (k < n->first[u + 1]) {
        int32_t w = n->other[k], used = n->taken[n->end[k] >> 1] >> (~n->end[k] & 1) & 1;
        return (Arc){w, used, !used, P[v] - P[w] + n->gain[k]};
    }
    int32_t h = n->hub_first[u] + k - n->first[u + 1];
    int32_t flow = n->hub_flow[n->hubs + h];
    return (Arc){sink(n), n->hub_room[h] - flow, flow, P[v] - P[sink(n)] - n->hub_gain[h]};
}

static Arc source_arc(const Net *n, int32_t h) {
    const int64_t *P = n->price;
    if (h == n->hubs) return (Arc){sink(n), *n->total_flow, n->total - *n->total_flow, P[source(n)] - P[sink(n)]};
    int32_t u = n->hub_unit[h];
    if (!(n->copies[u] & 1)) return (Arc){u, 0, 0, 0};
    return (Arc){u, n->hub_room[h] - n->hub_flow[h], n->hub_flow[h], P[source(n)] - P[u] - n->hub_gain[h]};
}

static Arc sink_arc(const Net *n, int32_t h) {
    const int64_t *P = n->price;
    if (h == n->hubs) return (Arc){source(n), n->total - *n->total_flow, *n->total_flow, P[sink(n)] - P[source(n)]};
    int32_t v = n->units + n->hub_unit[h];
    if (!(n->copies[n->hub_unit[h]] & 2)) return (Arc){v, 0, 0, 0};
    int32_t flow = n->hub_flow[n->hubs + h];
    return (Arc){v, flow, n->hub_room[h] - flow, P[sink(n)] - P[v] + n->hub_gain[h]};
}

static Arc arc_of(const Net *n, int32_t node, int32_t i) {
    if (node < n->units) return left_arc(n, node, i);
    if (node < 2 * n->units) return right_arc(n, node, i);
    return node == source(n) ? source_arc(n, i) : sink_arc(n, i);
}

static void send(const Net *n, int32_t node, int32_t i, int64_t amount) {
    int32_t side = node >= n->units;
    if (node == source(n)) {
        if (i == n->hubs) *n->total_flow -= amount;
        else n->hub_flow[i] += (int32_t)amount;
    } else if (node == sink(n)) {
        if (i == n->hubs) *n->total_flow += amount;
        else n->hub_flow[n->hubs + i] -= (int32_t)amount;
    } else {
        int32_t u = side ? node - n->units : node, k = n->first[u] + i;
        if (k < n->first[u + 1]) {
            n->taken[n->end[k] >> 1] ^= (uint8_t)(1 << ((n->end[k] & 1) ^ side));
        } else if (side) {
            n->hub_flow[n->hubs + n->hub_first[u] + k - n->first[u + 1]] += (int32_t)amount;
        } else {
            n->hub_flow[n->hub_first[u] + k - n->first[u + 1]] -= (int32_t)amount;
        }
    }
}

/* ---- shortest distances from all surplus nodes: Dijkstra with a radix heap ---- */

typedef struct {
    int64_t *distance, last;
    int32_t *next, *before;
    int8_t *bucket; /* -1: not queued */
    int32_t head[BUCKETS];
    int32_t *touched, n_touched;
    int32_t *label, *arc, *path;
} Search;

static int bucket_for(int64_t key, int64_t last) {
    return key == last ? 0 : 64 - __builtin_clzll((uint64_t)(key ^ last));
}

static void unlink_node(Search *s, int32_t node) {
    int32_t p = s->before[node], q = s->next[node];
    if (p >= 0) s->next[p] = q;
    else s->head[s->bucket[node]] = q;
    if (q >= 0) s->before[q] = p;
}

static void link_node(Search *s, int32_t node) {
    int b = bucket_for(s->distance[node], s->last);
    s->bucket[node] = (int8_t)b;
    s->before[node] = -1;
    s->next[node] = s->head[b];
    if (s->head[b] >= 0) s->before[s->head[b]] = node;
    s->head[b] = node;
}

static void reach(Search *s, int32_t node, int64_t distance) {
    if (distance >= s->distance[node]) return;
    if (s->distance[node] == NEVER) s->touched[s->n_touched++] = node;
    if (s->bucket[node] >= 0) unlink_node(s, node);
    s->distance[node] = distance;
    link_node(s, node);
}

static int32_t nearest(Search *s) {
    if (s->head[0] < 0) {
        int b = 1;
        while (b < BUCKETS && s->head[b] < 0) b++;
        if (b == BUCKETS) return -1;
        int64_t least = NEVER;
        for (int32_t v = s->head[b]; v >= 0; v = s->next[v])
            if (s->distance[v] < least) least = s->distance[v];
        s->last = least;
        int32_t v = s->head[b];
        s->head[b] = -1;
        while (v >= 0) {
            int32_t after = s->next[v];
            link_node(s, v);
            v = after;
        }
    }
    int32_t node = s->head[0];
    unlink_node(s, node);
    s->bucket[node] = -1;
    return node;
}

static void scan_left(const Net *n, Search *s, int32_t u) {
    const int64_t *P = n->price;
    int64_t base = s->distance[u] + P[u];
    for (int32_t k = n->first[u]; k < n->first[u + 1]; k++) {
        if (n->taken[n->end[k] >> 1] >> (n->end[k] & 1) & 1) continue;
        int32_t v = n->units + n->other[k];
        reach(s, v, base - P[v] - n->gain[k]);
    }
}

static void scan_right(const Net *n, Search *s, int32_t v) {
    const int64_t *P = n->price;
    int32_t u = v - n->units;
    int64_t base = s->distance[v] + P[v];
    for (int32_t k = n->first[u]; k < n->first[u + 1]; k++) {
        if (!(n->taken[n->end[k] >> 1] >> (~n->end[k] & 1) & 1)) continue;
        reach(s, n->other[k], base - P[n->other[k]] + n->gain[k]);
    }
}

static void scan(const Net *n, Search *s, int32_t node) {
    int32_t from = 0, to = arcs_of(n, node);
    if (node < n->units) {
        scan_left(n, s, node);
        from = n->first[node + 1] - n->first[node];
    } else if (node < 2 * n->units) {
        scan_right(n, s, node);
        from = n->first[node - n->units + 1] - n->first[node - n->units];
    }
    for (int32_t i = from; i < to; i++) {
        Arc arc = arc_of(n, node, i);
        if (arc.room > 0) reach(s, arc.to, s->distance[node] + arc.slack);
    }
}

/* Distances until the shortages found could take all surplus; then the prices move, so that shortest paths are tight. */
static void search(const Net *n, Search *s) {
    int64_t surplus = 0, found = 0, limit = 0;
    for (int b = 0; b < BUCKETS; b++) s->head[b] = -1;
    s->last = 0;
    s->n_touched = 0;
    for (int32_t v = 0; v < nodes(n); v++) {
        s->distance[v] = NEVER;
        s->bucket[v] = -1;
    }
    for (int32_t v = 0; v < nodes(n); v++)
        if (n->excess[v] > 0) {
            surplus += n->excess[v];
            reach(s, v, 0);
        }
    for (int32_t v; (v = nearest(s)) >= 0;) {
        limit = s->distance[v];
        if (n->excess[v] < 0) {
            found -= n->excess[v];
            if (found >= surplus) break;
        }
        scan(n, s, v);
    }
    for (int32_t i = 0; i < s->n_touched; i++) {
        int32_t v = s->touched[i];
        if (s->distance[v] < limit) n->price[v] += s->distance[v] - limit;
    }
}

/* ---- augmenting paths over tight arcs, led by labels: lower bounds of the arcs to the nearest shortage ---- */

static int64_t surplus_of(const Net *n) {
    int64_t sum = 0;
    for (int32_t v = 0; v < nodes(n); v++)
        if (n->excess[v] > 0) sum += n->excess[v];
    return sum;
}

/* Exact labels, backwards from all shortages; nodes from which no shortage can be reached get `GIVEN_UP`. */
static void label_all(const Net *n, Search *s) {
    int32_t *queue = s->touched, tail = 0;
    for (int32_t v = 0; v < nodes(n); v++) {
        s->label[v] = n->excess[v] < 0 ? 0 : GIVEN_UP;
        if (n->excess[v] < 0) queue[tail++] = v;
    }
    for (int32_t i = 0; i < tail; i++) {
        int32_t node = queue[i], arcs = arcs_of(n, node);
        for (int32_t k = 0; k < arcs; k++) {
            Arc arc = arc_of(n, node, k);
            if (arc.back <= 0 || arc.slack != 0 || s->label[arc.to] != GIVEN_UP) continue;
            s->label[arc.to] = s->label[node] + 1;
            queue[tail++] = arc.to;
        }
    }
}

/* Raise the label of a node without a way down: one more than its lowest neighbour. */
static void relabel(const Net *n, Search *s, int32_t node) {
    int32_t arcs = arcs_of(n, node), lowest = GIVEN_UP, at = 0;
    for (int32_t k = 0; k < arcs && lowest > s->label[node]; k++) {
        Arc arc = arc_of(n, node, k);
        if (arc.room > 0 && arc.slack == 0 && s->label[arc.to] < lowest) lowest = s->label[arc.to], at = k;
    }
    s->label[node] = lowest < GIVEN_UP ? lowest + 1 : GIVEN_UP;
    s->arc[node] = at;
}

static int64_t augment(const Net *n, const Search *s, int32_t depth, int64_t amount) {
    for (int32_t i = 0; i < depth; i++) {
        int64_t room = arc_of(n, s->path[i], s->arc[s->path[i]]).room;
        if (room < amount) amount = room;
    }
    for (int32_t i = 0; i < depth; i++) send(n, s->path[i], s->arc[s->path[i]], amount);
    return amount;
}

static int is_down(const Search *s, int32_t node, Arc arc) {
    return arc.room > 0 && arc.slack == 0 && s->label[arc.to] == s->label[node] - 1;
}

/* Send from `start` down the labels to a shortage; 0 when its label rises above `highest`. */
static int64_t send_from(const Net *n, Search *s, int32_t start, int32_t highest) {
    int32_t depth = 0, node = start;
    while (n->excess[node] >= 0) {
        int32_t arcs = arcs_of(n, node);
        Arc arc = {0, 0, 0, 0};
        while (s->arc[node] < arcs && !is_down(s, node, arc = arc_of(n, node, s->arc[node]))) s->arc[node]++;
        if (s->arc[node] < arcs) {
            s->path[depth++] = node;
            node = arc.to;
            continue;
        }
        relabel(n, s, node);
        if (depth > 0) node = s->path[--depth];
        else if (s->label[node] > highest) return 0;
    }
    int64_t wanted = n->excess[start] < -n->excess[node] ? n->excess[start] : -n->excess[node];
    int64_t amount = augment(n, s, depth, wanted);
    n->excess[start] -= amount;
    n->excess[node] += amount;
    return amount;
}

/* Send what tight arcs can carry, except along very long ways; returns the surplus left. */
static int64_t send_all(const Net *n, Search *s) {
    memset(s->arc, 0, sizeof(int32_t) * (size_t)nodes(n));
    label_all(n, s);
    for (int32_t v = 0; v < nodes(n); v++) {
        int32_t highest = s->label[v] + PATIENCE;
        while (n->excess[v] > 0 && s->label[v] < GIVEN_UP && send_from(n, s, v, highest) > 0) {}
    }
    return surplus_of(n);
}

static void *carve(char **memory, size_t bytes) {
    void *here = *memory;
    *memory += (bytes + 63) / 64 * 64;
    return here;
}

/* Up to `phases` phases; returns the surplus that is left (0: optimal), -1 without memory. */
int64_t flow_run(const Net *n, int32_t phases) {
    size_t v = (size_t)nodes(n);
    char *block_start = malloc(v * 33 + 64 * 16);
    if (!block_start) return -1;
    char *memory = block_start;
    Search s;
    s.distance = carve(&memory, v * 8);
    s.next = carve(&memory, v * 4);
    s.before = carve(&memory, v * 4);
    s.touched = carve(&memory, v * 4);
    s.label = carve(&memory, v * 4);
    s.arc = carve(&memory, v * 4);
    s.path = carve(&memory, v * 4);
    s.bucket = carve(&memory, v);
    int64_t left = surplus_of(n);
    for (; left > 0 && phases > 0; phases--) {
        search(n, &s);
        left = send_all(n, &s);
    }
    free(block_start);
    return left;
}
