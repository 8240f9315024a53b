/* Improves a mixer of small groups: swaps people between groups of one round so that fewer pairs meet twice.
 *
 * Method: tabu search over swaps (Dotu and Van Hentenryck, Scheduling social golfers locally, CPAIOR 2005).
 * A step takes a random person who meets somebody again, looks at `SAMPLE` swaps with people of other groups of
 * the same round, and makes the best one that is not tabu, also when it is no improvement. Only swaps: group sizes
 * stay as they are given.
 * Cost: one step O(SAMPLE * size); memory: people^2 bytes for who met how often.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define APART 100          /* `met` from here on: these two must not share a group at all */
#define APART_WEIGHT 1000  /* as bad as so many pairs that meet twice */
#define SAMPLE 48
#define MISSES 64          /* people tried before a step counts as done without a swap */

const char *source_sha256(void) { return SOURCE_SHA256; }

typedef struct {
    int32_t people, rounds, width; /* width: places of a group */
    int32_t *group;                /* [round][person] group, -1 absent */
    int32_t *member;               /* [round][group][place] person, -1 empty */
    uint8_t *met;                  /* [person][person] times met */
    int64_t *tabu;                 /* [round][person] step until which the person stays */
    int64_t cost;
    uint64_t random;
} Mixer;

static uint64_t next_random(uint64_t *state) { /* splitmix64 */
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int32_t below(Mixer *m, int32_t n) { return (int32_t)((next_random(&m->random) >> 32) * (uint64_t)n >> 32); }

static int32_t *group_of(const Mixer *m, int32_t round, int32_t person) {
    int32_t g = m->group[(int64_t)round * m->people + person];
    return m->member + ((int64_t)round * m->people + g) * m->width;
}

/* Cost of one more meeting of a pair that has met c times (or must stay apart). */
static int32_t price_of_meeting(uint8_t c) { return c >= APART ? APART_WEIGHT : c >= 1; }

static int32_t price_of_joining(const Mixer *m, int32_t person, const int32_t *group, int32_t except) {
    const uint8_t *met = m->met + (int64_t)person * m->people;
    int32_t price = 0;
    for (int32_t i = 0; i < m->width; i++)
        if (group[i] >= 0 && group[i] != except) price += price_of_meeting(met[group[i]]);
    return price;
}

static int32_t relief_of_leaving(const Mixer *m, int32_t person, const int32_t *group) {
    const uint8_t *met = m->met + (int64_t)person * m->people;
    int32_t relief = 0;
    for (int32_t i = 0; i < m->width; i++)
        if (group[i] >= 0 && group[i] != person) relief += price_of_meeting((uint8_t)(met[group[i]] - 1));
    return relief;
}

static void count_meetings(Mixer *m, int32_t person, const int32_t *group, int32_t by) {
    for (int32_t i = 0; i < m->width; i++) {
        int32_t other = group[i];
        if (other < 0 || other == person) continue;
        m->met[(int64_t)person * m->people + other] += (uint8_t)by;
        m->met[(int64_t)other * m->people + person] += (uint8_t)by;
    }
}

static void replace(int32_t *group, int32_t width, int32_t old, int32_t new) {
    for (int32_t i = 0; i < width; i++)
        if (group[i] == old) {
            group[i] = new;
            return;
        }
}

static int32_t change_by_swap(const Mixer *m, int32_t round, int32_t p, int32_t q) {
    const int32_t *a = group_of(m, round, p), *b = group_of(m, round, q);
    return price_of_joining(m, p, b, q) + price_of_joining(m, q, a, p) - relief_of_leaving(m, p, a) -
           relief_of_leaving(m, q, b);
}

static void swap_people(Mixer *m, int32_t round, int32_t p, int32_t q) {
    int32_t *a = group_of(m, round, p), *b = group_of(m, round, q);
    int32_t *group = m->group + (int64_t)round * m->people, ga = group[p], gb = group[q];
    count_meetings(m, p, a, -1);
    count_meetings(m, q, b, -1);
    replace(a, m->width, p, q);
    replace(b, m->width, q, p);
    group[p] = gb;
    group[q] = ga;
    count_meetings(m, p, b, 1);
    count_meetings(m, q, a, 1);
}

/* A random person who meets somebody again in a random round; 0 when none was found. */
static int find_trouble(Mixer *m, int32_t *round, int32_t *person) {
    for (int32_t i = 0; i < MISSES; i++) {
        int32_t r = below(m, m->rounds), p = below(m, m->people);
        if (m->group[(int64_t)r * m->people + p] < 0) continue;
        *round = r;
        *person = p;
        if (relief_of_leaving(m, p, group_of(m, r, p)) > 0) return 1;
    }
    return 0;
}

/* The best partner for a swap among a sample, or -1; `best_cost` is the least cost ever seen (aspiration). */
static int32_t best_partner(Mixer *m, int32_t round, int32_t p, int64_t step, int64_t best_cost, int32_t *change) {
    const int32_t *group = m->group + (int64_t)round * m->people;
    const int64_t *tabu = m->tabu + (int64_t)round * m->people;
    int32_t best = -1, ties = 0, all = m->people <= SAMPLE, tries = all ? m->people : SAMPLE;
    for (int32_t i = 0; i < tries; i++) {
        int32_t q = all ? i : below(m, m->people);
        if (group[q] < 0 || group[q] == group[p]) continue;
        int32_t d = change_by_swap(m, round, p, q);
        if ((tabu[q] > step || tabu[p] > step) && m->cost + d >= best_cost) continue;
        if (best < 0 || d < *change) {
            best = q;
            *change = d;
            ties = 1;
        } else if (d == *change && below(m, ++ties) == 0) {
            best = q;
        }
    }
    return best;
}

static int64_t search(Mixer *m, int64_t steps, int32_t *best_group) {
    size_t bytes = sizeof(int32_t) * (size_t)m->rounds * (size_t)m->people;
    int64_t best_cost = m->cost;
    for (int64_t step = 1; step <= steps && best_cost > 0; step++) {
        int32_t round, p, change = 0;
        if (!find_trouble(m, &round, &p)) continue;
        int32_t q = best_partner(m, round, p, step, best_cost, &change);
        if (q < 0) continue;
        swap_people(m, round, p, q);
        m->cost += change;
        m->tabu[(int64_t)round * m->people + p] = step + 4 + below(m, 12);
        m->tabu[(int64_t)round * m->people + q] = step + 4 + below(m, 12);
        if (m->cost < best_cost) {
            best_cost = m->cost;
            memcpy(best_group, m->group, bytes);
        }
    }
    return best_cost;
}

static void count_everything(Mixer *m) {
    for (int64_t g = 0; g < (int64_t)m->rounds * m->people; g++) {
        const int32_t *group = m->member + g * m->width;
        for (int32_t i = 0; i < m->width && group[i] >= 0; i++)
            for (int32_t j = 0; j < i; j++) {
                uint8_t *there = m->met + (int64_t)group[i] * m->people + group[j];
                m->cost += price_of_meeting(*there);
                *there += 1;
                m->met[(int64_t)group[j] * m->people + group[i]] = *there;
            }
    }
}

/* Seats everybody by `group`; 0 when a group has more than `width` people or an index is out of range. */
static int seat_everybody(Mixer *m) {
    memset(m->member, -1, sizeof(int32_t) * (size_t)m->rounds * (size_t)m->people * (size_t)m->width);
    for (int32_t r = 0; r < m->rounds; r++)
        for (int32_t p = 0; p < m->people; p++) {
            int32_t g = m->group[(int64_t)r * m->people + p], i = 0;
            if (g < 0) continue;
            if (g >= m->people) return 0;
            int32_t *group = group_of(m, r, p);
            while (i < m->width && group[i] >= 0) i++;
            if (i == m->width) return 0;
            group[i] = p;
        }
    return 1;
}

/* Improves `group` (rounds * people, -1 absent) in place.
 *
 * before: people * people, 1 = met before, 100 = must stay apart, else 0; symmetric; not changed.
 * Returns the cost (pairs meeting again, one apart pair counting 1000), -1: no memory, -2: bad input.
 */
int64_t groups_improve(int32_t people, int32_t rounds, int32_t width, int32_t *group, const uint8_t *before,
                       int64_t steps, uint64_t seed) {
    size_t seats = (size_t)rounds * (size_t)people, pairs = (size_t)people * (size_t)people;
    Mixer m = {people, rounds, width, malloc(seats * sizeof(int32_t)), malloc(seats * (size_t)width * sizeof(int32_t)),
               malloc(pairs), calloc(seats, sizeof(int64_t)), 0, seed};
    int64_t cost = -1;
    if (m.group && m.member && m.met && m.tabu) {
        memcpy(m.group, group, seats * sizeof(int32_t));
        memcpy(m.met, before, pairs);
        cost = -2;
        if (seat_everybody(&m)) {
            count_everything(&m);
            cost = search(&m, steps, group);
        }
    }
    free(m.group);
    free(m.member);
    free(m.met);
    free(m.tabu);
    return cost;
}

/* ---- one round that, turned step by step, gives them all ---- */

/* People stand on `orbits` rings of `period` places; those left over stay put. Turning the rings by one gives the
 * next round, so two people of the base round meet again exactly when another pair of it has the same rings and the
 * same distance. Method: annealing over swaps in the base round (starters: Colbourn and Dinitz, VI.2). */
typedef struct {
    int32_t people, period, orbits, width;
    int32_t *group;  /* [person] */
    int32_t *member; /* [group][place] */
    int32_t *count;  /* [ring][ring][distance]: pairs of the base round */
    int64_t cost;
    uint64_t random;
} Ring;

/* Where a pair is counted; -1: two who both stay put, who would meet in every round. */
static int64_t kind_of_pair(const Ring *w, int32_t p, int32_t q) {
    int32_t moving = w->orbits * w->period, rings = w->people - moving + w->orbits;
    int32_t ring_p = p < moving ? p / w->period : w->orbits + p - moving;
    int32_t ring_q = q < moving ? q / w->period : w->orbits + q - moving;
    if (ring_p >= w->orbits && ring_q >= w->orbits) return -1;
    int32_t distance = 0;
    if (ring_p < w->orbits && ring_q < w->orbits) {
        distance = (q % w->period - p % w->period + w->period) % w->period;
        if (ring_p > ring_q || (ring_p == ring_q && distance * 2 > w->period)) distance = (w->period - distance) % w->period;
    }
    int32_t low = ring_p < ring_q ? ring_p : ring_q, high = ring_p < ring_q ? ring_q : ring_p;
    return ((int64_t)low * rings + high) * w->period + distance;
}

static void count_pair(Ring *w, int32_t p, int32_t q, int32_t by) {
    int64_t kind = kind_of_pair(w, p, q);
    int32_t moving = w->orbits * w->period;
    if (kind < 0) {
        w->cost += 2 * by;
        return;
    }
    if (by > 0) w->cost += w->count[kind]++ > 0;
    if (by < 0) w->cost -= --w->count[kind] > 0;
    int opposite = p < moving && q < moving && p / w->period == q / w->period && 2 * abs(p - q) == w->period;
    w->cost += opposite ? by : 0; /* they meet twice in one turn of the ring */
}

static void count_group(Ring *w, int32_t person, int32_t g, int32_t by) {
    const int32_t *group = w->member + (int64_t)g * w->width;
    for (int32_t i = 0; i < w->width; i++)
        if (group[i] >= 0 && group[i] != person) count_pair(w, person, group[i], by);
}

static void swap_on_ring(Ring *w, int32_t p, int32_t q) {
    int32_t a = w->group[p], b = w->group[q];
    count_group(w, p, a, -1);
    count_group(w, q, b, -1);
    replace(w->member + (int64_t)a * w->width, w->width, p, q);
    replace(w->member + (int64_t)b * w->width, w->width, q, p);
    w->group[p] = b;
    w->group[q] = a;
    count_group(w, p, b, 1);
    count_group(w, q, a, 1);
}

/* Anneals until nothing repeats: worse by d is accepted once in `cold`^d steps, with `cold` rising from 8 to 64. */
static void anneal(Ring *w, int64_t steps) {
    for (int64_t step = 0; step < steps && w->cost > 0; step++) {
        int32_t p = (int32_t)((next_random(&w->random) >> 32) * (uint64_t)w->people >> 32);
        int32_t q = (int32_t)((next_random(&w->random) >> 32) * (uint64_t)w->people >> 32);
        if (w->group[p] == w->group[q]) continue;
        int64_t before = w->cost;
        uint64_t cold = 8 + 56 * (uint64_t)(step % (steps / 8 + 1)) / (uint64_t)(steps / 8 + 1);
        swap_on_ring(w, p, q);
        int accepted = 1;
        for (int64_t worse = before; worse < w->cost && accepted; worse++) accepted = next_random(&w->random) % cold == 0;
        if (!accepted) swap_on_ring(w, p, q);
    }
}

/* Improves a base round in place; returns how often it repeats, -1: no memory, -2: a group is too large. */
int64_t groups_starter(int32_t people, int32_t period, int32_t orbits, int32_t width, int32_t *group, int64_t steps,
                       uint64_t seed) {
    int64_t rings = people - (int64_t)orbits * period + orbits;
    Ring w = {people, period, orbits, width, group, malloc(sizeof(int32_t) * (size_t)people * (size_t)width),
              calloc((size_t)(rings * rings * period), sizeof(int32_t)), 0, seed};
    int64_t cost = -1;
    if (w.member && w.count) {
        memset(w.member, -1, sizeof(int32_t) * (size_t)people * (size_t)width);
        for (int32_t p = 0; p < people; p++) {
            int32_t *seats = w.member + (int64_t)group[p] * width, i = 0;
            while (i < width && seats[i] >= 0) i++;
            if (i == width) {
                free(w.member);
                free(w.count);
                return -2;
            }
            seats[i] = p;
            count_group(&w, p, group[p], 1);
        }
        anneal(&w, steps);
        cost = w.cost;
    }
    free(w.member);
    free(w.count);
    return cost;
}
