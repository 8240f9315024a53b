/* The busy-pattern bound on gaps: forget who meets whom, and let every slot charge a price for each busy person.
 *
 * Everybody takes the cheapest pattern for herself: right number of meetings, open slots, gaps plus prices. What all
 * pay together, less what the prices would earn if every slot were full, is a lower bound on gaps whatever the prices
 * are (Lagrange). They rise where more people want a slot than fit and fall where fewer do (subgradient steps after
 * Polyak 1969). People with the same meetings and slots are one class.
 *
 * Prices are whole millionths of a gap (2^-20), so the bound is exact; only the steps use floating point, without
 * contraction and in a fixed order. Cost per round: O(classes · slots · meetings).
 */
#include <stdint.h>
#include <string.h>

const char *source_sha256(void) { return SOURCE_SHA256; }

#define GAP ((int64_t)1 << 20)
#define NEVER ((int64_t)1 << 60)
#define MOST_SLOTS 64

/* Where a person stands within the day: no meeting yet, idle after one, in a meeting. */
enum { FRESH, IDLE, BUSY, N_STATES };

typedef struct {
    int32_t n_classes, n_slots;
    uint64_t day_starts;
    const int32_t *many;      /* n_classes: people of each class */
    const int32_t *meetings;  /* n_classes: meetings of each of them */
    const uint64_t *open;     /* n_classes: slots they may be busy in */
    const uint64_t *must;     /* n_classes: slots they have to be busy in */
    const int64_t *places;    /* n_slots: busy people that fit */
    int64_t *price;           /* n_slots: now */
    int64_t *best_price;      /* n_slots: those of the best bound */
    int64_t *load;            /* n_slots: people who want the slot at these prices */
    int32_t *least;           /* n_classes: fewest gaps of one person, all prices nought */
} Market;

typedef int64_t Costs[MOST_SLOTS + 1][N_STATES];                /* by meetings so far and state */
typedef uint8_t Origins[MOST_SLOTS][MOST_SLOTS + 1][N_STATES];  /* the state in the slot before */

/* A new day: gaps begin anew, so it does not matter how the day before ended. */
static void forget_yesterday(int64_t *cost, uint8_t *from)
{
    int last = cost[IDLE] < cost[BUSY] ? IDLE : BUSY;
    if (cost[last] < cost[FRESH]) {
        cost[FRESH] = cost[last];
        from[FRESH] = (uint8_t)last;
    }
    cost[IDLE] = cost[BUSY] = NEVER;
}

/* One slot further: everybody stays idle or meets. */
static void step(const Market *m, int32_t class, int t, Costs now, Costs next, Origins origins)
{
    int closed = !(m->open[class] >> t & 1), forced = m->must[class] >> t & 1;
    int number = m->meetings[class], most = number < t ? number : t;
    for (int c = 0; c <= number; c++)
        next[c][FRESH] = next[c][IDLE] = next[c][BUSY] = NEVER;
    for (int c = 0; c <= most; c++) {
        uint8_t from[N_STATES] = {FRESH, IDLE, BUSY};
        if (m->day_starts >> t & 1)
            forget_yesterday(now[c], from);
        if (!forced) {
            int last = now[c][IDLE] < now[c][BUSY] ? IDLE : BUSY;
            next[c][FRESH] = now[c][FRESH];
            origins[t][c][FRESH] = from[FRESH];
            next[c][IDLE] = now[c][last];
            origins[t][c][IDLE] = from[last];
        }
        if (closed || c == number)
            continue;
        int came = now[c][FRESH] < now[c][BUSY] ? FRESH : BUSY;
        int64_t cost = now[c][came];
        if (now[c][IDLE] + GAP < cost) {
            came = IDLE;
            cost = now[c][IDLE] + GAP;
        }
        next[c + 1][BUSY] = cost < NEVER ? cost + m->price[t] : NEVER;
        origins[t][c + 1][BUSY] = from[came];
    }
}

/* The cheapest pattern of one person of a class, added to `load`; NEVER where there is none. */
static int64_t shop(Market *m, int32_t class)
{
    Costs costs[2];
    Origins origins;
    int number = m->meetings[class], state = FRESH;
    for (int c = 0; c <= number; c++)
        costs[0][c][FRESH] = costs[0][c][IDLE] = costs[0][c][BUSY] = NEVER;
    costs[0][0][FRESH] = 0;
    for (int t = 0; t < m->n_slots; t++)
        step(m, class, t, costs[t & 1], costs[(t + 1) & 1], origins);
    const int64_t *last = costs[m->n_slots & 1][number];
    for (int s = IDLE; s < N_STATES; s++)
        if (last[s] < last[state])
            state = s;
    int64_t cost = last[state];
    if (cost >= NEVER)
        return NEVER;
    for (int t = m->n_slots - 1, c = number; t >= 0; t--) {
        int came = origins[t][c][state];
        if (state == BUSY) {
            m->load[t] += m->many[class];
            c--;
        }
        state = came;
    }
    return cost;
}

/* The bound at these prices, in parts of GAP; NEVER where somebody has no pattern at all. Fills `load`. */
static int64_t bound_now(Market *m)
{
    int64_t bound = 0;
    memset(m->load, 0, (size_t)m->n_slots * sizeof *m->load);
    for (int32_t k = 0; k < m->n_classes; k++) {
        int64_t cost = shop(m, k);
        if (cost >= NEVER)
            return NEVER;
        bound += cost * m->many[k];
    }
    for (int t = 0; t < m->n_slots; t++)
        bound -= m->price[t] * m->places[t];
    return bound;
}

/* Move the prices towards the bound `goal` along what is wanted too much or too little; 0 where nothing is. */
static int move_prices(Market *m, int64_t bound, int64_t goal, double pace)
{
    double length = 0;
    for (int t = 0; t < m->n_slots; t++) {
        int64_t excess = m->load[t] - m->places[t];
        if (excess > 0 || m->price[t] > 0)
            length += (double)excess * (double)excess;
    }
    if (length == 0)
        return 0;
    double pull = pace * (double)(goal - bound) / length;
    for (int t = 0; t < m->n_slots; t++) {
        m->price[t] += (int64_t)(pull * (double)(m->load[t] - m->places[t]));
        if (m->price[t] < 0)
            m->price[t] = 0;
    }
    return 1;
}

/* Fewest gaps of one person of each class. Returns the first class without any pattern, or -1. */
int32_t pattern_least(Market *m)
{
    memset(m->price, 0, (size_t)m->n_slots * sizeof *m->price);
    for (int32_t k = 0; k < m->n_classes; k++) {
        int64_t cost = shop(m, k);
        if (cost >= NEVER)
            return k;
        m->least[k] = (int32_t)(cost / GAP);
    }
    return -1;
}

/* Look for prices with a good bound, from m->price, until it reaches `aim`. Returns the bound in parts of GAP. */
int64_t pattern_bound(Market *m, int32_t rounds, int64_t aim)
{
    int64_t best = -NEVER;
    double pace = 1;
    for (int32_t round = 0, idle = 0; round < rounds; round++) {
        int64_t bound = bound_now(m);
        if (bound > best) {
            best = bound;
            memcpy(m->best_price, m->price, (size_t)m->n_slots * sizeof *m->price);
            idle = 0;
        } else if (++idle == 12) {
            pace *= 0.7;
            memcpy(m->price, m->best_price, (size_t)m->n_slots * sizeof *m->price);
            idle = 0;
        }
        int64_t goal = best + 2 * GAP < aim ? best + 2 * GAP : aim;
        if (best > aim - GAP || !move_prices(m, bound, goal, pace))
            break;
    }
    return best;
}
