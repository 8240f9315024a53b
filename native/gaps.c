/* Cuts gaps by Kempe chains, pair of slots by pair of slots (annealed; board.h says what a chain is).
 *
 * Window by window of people, the slots are paired at random, and for each pair every person who has a gap too many
 * tries the one chain that leaves her through it. All chains of a pair are disjoint and need two columns of `partner`
 * only, 4 bytes per unit and slot: 100,000 people stay in the second-level cache where a schedule stored by person
 * would miss at each step.
 * Only the two ends of a chain change their pattern, so its worth is known from there. Where it would overfill a
 * slot, it waits for a chain of the same pair that goes the other way, and both are flipped together.
 *
 * Chance is integer arithmetic: a chain that costs k gaps more is taken with probability (heat / 2^32)^k.
 * Meetings of three and more go through board_chain instead (slower, same rules).
 */
#include "board.h"

const char *source_sha256(void) { return SOURCE_SHA256; }

#define FREE (-1)
#define RULED 0x40000000 /* in `partner`: the meeting has rules of its own, look it up */
#define MOST_RULED 16    /* chains with as many such meetings are left alone */
#define BATCH 32         /* chains followed at the same time */
#define LEAST_WINDOW 128 /* people swept together: a sixteenth of all, within these */
#define MOST_WINDOW 1024
#define VISITS 4         /* of a window, before the next one */

typedef struct {
    uint64_t busy, open;
} Pattern;

typedef struct {
    Board *board;
    int32_t *partner;    /* n_slots x (n_units + 1): the other member, FREE, perhaps | RULED; the last unit is nobody */
    int32_t *first;      /* n_units + 1: where the wishes held by each unit stand in ... */
    int32_t *mine;       /* ... this list, 2 x wishes held */
    Pattern *pattern;    /* n_units + 1 */
    uint8_t *least;      /* n_people: gaps she cannot avoid with so many meetings in her open slots */
    int32_t *hot;        /* n_people: those with more */
    int32_t *place;      /* n_people: where in hot, -1 not there */
    uint64_t day_starts;
    int64_t cost, floor; /* now; with everybody at least */
    int64_t tries;       /* chains looked at so far */
    int32_t n_hot;
    int32_t spread;      /* gaps beyond this many cost eleven; -1: no limit */
} Gaps;

typedef struct {
    int32_t start, end, length;
    int32_t alpha, beta;           /* start is busy in alpha and free in beta */
    int delta, allow;              /* gaps more if flipped; how many more are allowed */
    int32_t n_ruled;
    int32_t ruled[MOST_RULED];     /* wishes */
} Trace;

typedef struct {
    int32_t first, end;      /* people first ... end-1 */
    int32_t n_hot;
    int32_t hot[MOST_WINDOW];
} Window;

/* ---- patterns ---- */

static inline int gaps_in(uint64_t busy, uint64_t day_starts)
{
    int gaps = __builtin_popcountll(busy & (~(busy << 1) | day_starts));
    uint64_t rest = day_starts;
    uint64_t day = ~(uint64_t)0;
    for (; rest; rest &= rest - 1) {
        uint64_t next = rest & -rest;
        gaps -= (busy & day & (next - 1)) != 0;
        day = ~(next - 1);
    }
    return gaps - ((busy & day) != 0);
}

static inline int price(const Gaps *g, int gaps)
{
    return g->spread >= 0 && gaps > g->spread ? gaps + 10 * (gaps - g->spread) : gaps;
}

static inline int cost_of(const Gaps *g, uint64_t busy) { return price(g, gaps_in(busy, g->day_starts)); }

/* Length of the longest run of open slots not yet taken, and that run. */
static int longest_run(uint64_t open, uint64_t *run)
{
    int best = 0;
    while (open) {
        uint64_t first = open & -open;
        uint64_t after = (open + first) & ~open; /* carries past the run */
        uint64_t here = open & ~(open + first);
        if (!after)
            here = open;
        int length = __builtin_popcountll(here);
        if (length > best) {
            best = length;
            *run = here;
        }
        open &= ~here;
    }
    return best;
}

/* Fewest gaps of `meetings` meetings in the open slots: the longest run of each day is free, each more costs one. */
static int fewest_gaps(uint64_t open, int meetings, uint64_t day_starts)
{
    uint64_t runs[64], rest = open;
    int n = 0;
    uint64_t starts = day_starts | 1;
    for (uint64_t s = starts; s; s &= s - 1) {
        uint64_t from = s & -s, next = (s & (s - 1)) & -(s & (s - 1));
        uint64_t day = open & ~(from - 1) & (next ? next - 1 : ~(uint64_t)0);
        uint64_t run = 0;
        meetings -= longest_run(day, &run);
        rest &= ~run;
        for (day &= ~run; day; day &= ~run) {
            longest_run(day, &run);
            runs[n++] = run;
        }
    }
    int gaps = 0;
    while (meetings > 0 && rest) {
        int best = -1, length = 0;
        for (int i = 0; i < n; i++)
            if ((runs[i] & rest) && __builtin_popcountll(runs[i]) > length) {
                best = i;
                length = __builtin_popcountll(runs[i]);
            }
        if (best < 0)
            break;
        rest &= ~runs[best];
        meetings -= length;
        gaps++;
    }
    return gaps;
}

/* ---- who has gaps ---- */

static inline void settle(Gaps *g, int32_t person)
{
    int hot = cost_of(g, g->pattern[person].busy) > price(g, g->least[person]);
    int32_t at = g->place[person];
    if (hot == (at >= 0))
        return;
    if (hot) {
        g->place[person] = g->n_hot;
        g->hot[g->n_hot++] = person;
        return;
    }
    int32_t last = g->hot[--g->n_hot];
    g->hot[at] = last;
    g->place[last] = at;
    g->place[person] = -1;
}

/* ---- loading and storing ---- */

static int has_rules(const Gaps *g, int32_t wish)
{
    const Board *b = g->board;
    const int32_t *who = board_members(b, wish);
    uint64_t open = g->pattern[who[0]].open & (who[1] < 0 ? ~(uint64_t)0 : g->pattern[who[1]].open);
    return b->kind[wish] || board_is_linked(b, wish) || b->domain[wish] != open;
}

static void set_partner(Gaps *g, int32_t wish, int32_t rules)
{
    const Board *b = g->board;
    const int32_t *who = board_members(b, wish);
    int32_t *column = g->partner + (size_t)b->slot[wish] * (b->n_units + 1);
    column[who[0]] = (who[1] < 0 ? b->n_units : who[1]) | rules;
    if (who[1] >= 0)
        column[who[1]] = who[0] | rules;
}

/* List the wishes each unit holds: counting sort by unit. */
static void load_lists(Gaps *g)
{
    const Board *b = g->board;
    int32_t total = 0;
    for (int32_t u = 0; u <= b->n_units; u++) {
        g->first[u] = total;
        total += u < b->n_units ? b->held[u] : 0;
    }
    for (int32_t e = 0; e < b->n_wishes; e++)
        for (int i = 0; b->slot[e] >= 0 && i < 2 && board_members(b, e)[i] >= 0; i++)
            g->mine[g->first[board_members(b, e)[i]]++] = e;
    for (int32_t u = b->n_units; u > 0; u--)
        g->first[u] = g->first[u - 1];
    g->first[0] = 0;
}

static void load_columns(Gaps *g)
{
    const Board *b = g->board;
    for (size_t i = 0; i < (size_t)(b->n_units + 1) * b->n_slots; i++)
        g->partner[i] = FREE;
    for (int32_t e = 0; e < b->n_wishes; e++)
        if (b->slot[e] >= 0)
            set_partner(g, e, has_rules(g, e) ? RULED : 0);
    load_lists(g);
}

/* A wish `unit` holds with `other`, in that slot as far as slot[] knows (-1: not assigned yet). */
static int32_t find_meeting(const Gaps *g, int32_t unit, int32_t other, int slot)
{
    const Board *b = g->board;
    for (int32_t i = g->first[unit]; i < g->first[unit + 1]; i++) {
        const int32_t *who = board_members(b, g->mine[i]);
        int32_t with = who[0] == unit ? who[1] : who[0];
        if ((with < 0 ? b->n_units : with) == other && b->slot[g->mine[i]] == slot)
            return g->mine[i];
    }
    return NO_WISH; /* cannot be */
}

/* Write the columns back to slot[]; all other fields of the board are to be loaded anew. */
void gaps_store(Gaps *g)
{
    Board *b = g->board;
    int32_t width = b->n_units + 1;
    if (b->width != 2)
        return;
    for (int32_t e = 0; e < b->n_wishes; e++)
        if (b->slot[e] >= 0 && !has_rules(g, e))
            b->slot[e] = -1;
    for (int32_t u = 0; u < b->n_units; u++)
        for (int s = 0; s < b->n_slots; s++) {
            int32_t other = g->partner[(size_t)s * width + u];
            if (other > u && !(other & RULED)) {
                int32_t e = find_meeting(g, u, other, -1);
                if (e >= 0)
                    b->slot[e] = (int8_t)s;
            }
        }
}

/* Fill everything from the board (which must be loaded). Returns the gaps that nobody can avoid, each alone. */
int64_t gaps_load(Gaps *g)
{
    Board *b = g->board;
    for (int32_t u = 0; u <= b->n_units; u++)
        g->pattern[u] = (Pattern){u < b->n_units ? b->busy[u] : 0, u < b->n_units ? 0 : ~(uint64_t)0};
    for (int32_t e = 0; e < b->n_wishes; e++)
        for (int i = 0; b->slot[e] >= 0 && i < b->width && board_members(b, e)[i] >= 0; i++)
            g->pattern[board_members(b, e)[i]].open |= b->domain[e];
    if (b->width == 2)
        load_columns(g);
    g->cost = g->floor = g->tries = 0;
    g->n_hot = 0;
    for (int32_t p = 0; p < b->n_people; p++) {
        g->place[p] = -1;
        g->least[p] = (uint8_t)fewest_gaps(g->pattern[p].open, b->held[p], g->day_starts);
        g->floor += price(g, g->least[p]);
        g->cost += cost_of(g, g->pattern[p].busy);
        settle(g, p);
    }
    return g->floor;
}

/* ---- chains of pairs ---- */

/* Remember a meeting with rules of its own that the chain passes in `slot`. */
static void note_ruled(const Gaps *g, Trace *t, int32_t unit, int32_t other, int slot)
{
    if (t->n_ruled < MOST_RULED)
        t->ruled[t->n_ruled++] = unit < g->board->n_units ? find_meeting(g, unit, other, slot) : NO_WISH;
}

/* Follow all chains of a batch in step, so that their cache misses overlap instead of queueing. */
static void trace_all(const Gaps *g, Trace *batch, int n, const int slot[2])
{
    size_t width = (size_t)g->board->n_units + 1;
    const int32_t *column[2] = {g->partner + slot[0] * width, g->partner + slot[1] * width};
    int32_t unit[BATCH], length[BATCH];
    uint8_t side[BATCH], going[BATCH];
    for (int i = 0; i < n; i++) {
        going[i] = (uint8_t)i;
        side[i] = batch[i].alpha == slot[1];
        unit[i] = batch[i].start;
        length[i] = 0;
    }
    for (int left = n; left;) {
        int still = 0;
        for (int k = 0; k < left; k++) {
            int i = going[k];
            int32_t x = column[side[i]][unit[i]];
            if (x == FREE) {
                __builtin_prefetch(&g->pattern[unit[i]]);
                continue;
            }
            if (x & RULED) {
                x &= ~RULED;
                note_ruled(g, &batch[i], unit[i], x, slot[side[i]]);
            }
            unit[i] = x;
            length[i]++;
            side[i] ^= 1;
            __builtin_prefetch(&column[side[i]][x]);
            going[still++] = (uint8_t)i;
        }
        left = still;
    }
    for (int i = 0; i < n; i++) {
        batch[i].end = unit[i];
        batch[i].length = length[i];
    }
}

/* Whether the meetings with rules of their own may change sides: domain, order, tables of their kind. */
static int rules_allow(const Gaps *g, const Trace *t)
{
    const Board *b = g->board;
    int32_t shift = 0;
    int32_t kind = 0;
    if (t->n_ruled >= MOST_RULED)
        return 0;
    for (int i = 0; i < t->n_ruled; i++) {
        int32_t e = t->ruled[i];
        int to = e < 0 ? 0 : t->alpha + t->beta - b->slot[e];
        if (e < 0 || !(b->domain[e] & bit(to)) || !board_in_order(b, e, to))
            return 0;
        if (b->kind[e] && kind && kind != b->kind[e])
            return 0; /* two kinds in one chain: rare, left alone */
        kind = b->kind[e] ? b->kind[e] : kind;
        shift += b->kind[e] ? (to == t->beta ? 1 : -1) : 0;
    }
    size_t row = (size_t)kind * b->n_slots;
    return !kind || (b->count[row + t->beta] + shift <= b->capacity[row + t->beta] &&
                     b->count[row + t->alpha] - shift <= b->capacity[row + t->alpha]);
}

/* Meetings with rules of their own are looked up by their slot, so they and the tables of their kind are kept true. */
static void flip_ruled(const Gaps *g, const Trace *t)
{
    Board *b = g->board;
    for (int i = 0; i < t->n_ruled; i++) {
        int32_t e = t->ruled[i];
        size_t row = (size_t)b->kind[e] * b->n_slots;
        int to = t->alpha + t->beta - b->slot[e];
        if (row) {
            b->count[row + b->slot[e]]--;
            b->count[row + to]++;
        }
        b->slot[e] = (int8_t)to;
    }
}

/* Everybody on the chain swaps what she does in the two slots. */
static void flip_pairs(Gaps *g, const Trace *t)
{
    Board *b = g->board;
    int32_t *from = g->partner + (size_t)t->alpha * (b->n_units + 1);
    int32_t *to = g->partner + (size_t)t->beta * (b->n_units + 1);
    int32_t unit = t->start;
    flip_ruled(g, t);
    b->count[t->alpha] -= t->length & 1;
    b->count[t->beta] += t->length & 1;
    for (int32_t i = 0; i <= t->length && unit < b->n_units; i++) {
        int32_t next = (i & 1 ? to : from)[unit];
        int32_t x = from[unit];
        from[unit] = to[unit];
        to[unit] = x;
        unit = next & ~RULED;
    }
}

/* ---- trying ---- */

static inline int delta_at(const Gaps *g, int32_t unit, uint64_t swap)
{
    uint64_t busy = g->pattern[unit].busy;
    return unit < g->board->n_people ? cost_of(g, busy ^ swap) - cost_of(g, busy) : 0;
}

static void flip(Gaps *g, const Trace *t)
{
    uint64_t swap = bit(t->alpha) | bit(t->beta);
    flip_pairs(g, t);
    g->cost += t->delta;
    for (int side = 0; side < 2; side++) {
        int32_t unit = side ? t->end : t->start;
        if (unit == g->board->n_units)
            continue;
        g->pattern[unit].busy ^= swap;
        if (unit < g->board->n_people)
            settle(g, unit);
    }
}

/* How many gaps more chance allows now. */
static inline int allowance(Chance *chance, uint64_t heat)
{
    uint64_t r = chance_next(chance) >> 32;
    if (r >= heat)
        return 0;
    return r < ((heat * heat) >> 32) ? 2 : 1;
}

/* Begin the chain that leaves `person` through the pair, unless it would cost her more than allowed. */
static int begin(const Gaps *g, int32_t person, int one, int two, uint64_t heat, Chance *chance, Trace *t)
{
    Pattern p = g->pattern[person];
    uint64_t swap = bit(one) | bit(two);
    uint64_t has = p.busy & swap;
    if (!has || has == swap || (p.open & swap) != swap)
        return 0;
    int allow = allowance(chance, heat);
    if (cost_of(g, p.busy ^ swap) - cost_of(g, p.busy) > allow)
        return 0; /* if it is worth taking, it will be tried from its other end */
    t->start = t->end = person;
    t->alpha = has == bit(one) ? one : two;
    t->beta = one + two - t->alpha;
    t->length = t->n_ruled = 0;
    t->allow = allow;
    __builtin_prefetch(&g->partner[(size_t)t->alpha * (g->board->n_units + 1) + person]);
    return 1;
}

/* Whether a followed chain may be flipped now; sets what it is worth. */
static int may_flip(const Gaps *g, Trace *t)
{
    uint64_t swap = bit(t->alpha) | bit(t->beta);
    if ((g->pattern[t->start].busy & swap) != bit(t->alpha))
        return 0; /* the same chain has been flipped from its other end */
    if (!(g->pattern[t->end].open & bit(t->length & 1 ? t->beta : t->alpha)))
        return 0;
    t->delta = delta_at(g, t->start, swap) + delta_at(g, t->end, swap);
    return t->delta <= t->allow && (!t->n_ruled || rules_allow(g, t));
}

/* Flip a chain that may be flipped if the tables allow it; else let it wait for one that goes the other way. */
static void take(Gaps *g, const Trace *t, Trace waiting[2])
{
    Trace *mine = &waiting[t->alpha < t->beta], *back = &waiting[t->alpha > t->beta];
    int fits = !(t->length & 1) || g->board->count[t->beta] < g->board->capacity[t->beta];
    if (fits) {
        if (mine->length && (mine->start == t->start || mine->start == t->end))
            mine->length = 0; /* the waiting chain itself has found a table */
        flip(g, t);
    } else if (!t->n_ruled && back->length) {
        flip(g, t);
        flip(g, back);
        back->length = 0;
    } else if (!t->n_ruled && t->delta <= 0)
        *mine = *t;
}

/* Try a chain of meetings of any size, found and flipped on the board. */
static void try_group(Gaps *g, const Trace *t)
{
    Board *b = g->board;
    uint64_t swap = bit(t->alpha) | bit(t->beta);
    Chain chain;
    int delta = 0;
    if ((g->pattern[t->start].busy & swap) != bit(t->alpha) ||
        !board_chain(b, board_at(b, t->start, t->alpha), t->beta, NO_WISH, &chain) || chain.n_ends < 0)
        return;
    for (int i = 0; i < chain.n_ends; i++)
        delta += delta_at(g, chain.end[i], swap);
    if (delta > t->allow)
        return;
    board_flip(b, &chain);
    g->cost += delta;
    for (int i = 0; i < chain.n_ends; i++) {
        g->pattern[chain.end[i]].busy ^= swap;
        if (chain.end[i] < b->n_people)
            settle(g, chain.end[i]);
    }
}

/* Try the chains of `n` people through one pair of slots. */
static void try_people(Gaps *g, const int32_t *person, int n, int one, int two, uint64_t heat, Chance *chance,
                       Trace waiting[2])
{
    Trace batch[BATCH];
    int begun = 0;
    for (int i = 0; i < n; i++)
        __builtin_prefetch(&g->pattern[person[i]]);
    for (int i = 0; i < n; i++)
        begun += begin(g, person[i], one, two, heat, chance, &batch[begun]);
    g->tries += begun;
    if (g->board->width != 2) {
        for (int i = 0; i < begun; i++)
            try_group(g, &batch[i]);
        return;
    }
    trace_all(g, batch, begun, (const int[2]){one, two});
    for (int i = 0; i < begun; i++)
        if (may_flip(g, &batch[i]))
            take(g, &batch[i], waiting);
}

static void shuffle(int32_t *slot, int n, Chance *chance)
{
    for (int i = 0; i < n; i++)
        slot[i] = i;
    for (int i = n - 1; i > 0; i--) {
        int j = chance_below(chance, i + 1);
        int32_t x = slot[i];
        slot[i] = slot[j];
        slot[j] = x;
    }
}

/* Those of `hot` who still have gaps, and a few others of the window, through one pair of slots. */
static void sweep_pair(Gaps *g, const Window *window, int one, int two, uint64_t heat, Chance *chance)
{
    int32_t people[BATCH];
    Trace waiting[2];
    waiting[0].length = waiting[1].length = 0;
    for (int32_t k = 0; k < window->n_hot;) {
        int n = 0;
        for (; k < window->n_hot && n < BATCH; k++)
            if (g->place[window->hot[k]] >= 0)
                people[n++] = window->hot[k];
        try_people(g, people, n, one, two, heat, chance, waiting);
    }
    int32_t others = (window->n_hot + chance_below(chance, 16)) / 16;
    for (int32_t left = others; left > 0; left -= BATCH) {
        int n = left < BATCH ? left : BATCH;
        for (int k = 0; k < n; k++)
            people[k] = window->first + chance_below(chance, window->end - window->first);
        try_people(g, people, n, one, two, heat, chance, waiting);
    }
}

static void find_hot(const Gaps *g, Window *window)
{
    window->n_hot = 0;
    for (int32_t p = window->first; p < window->end; p++)
        if (g->place[p] >= 0)
            window->hot[window->n_hot++] = p;
}

/* One sweep: window after window, each visited some times, each time through a random pairing of the slots. Who gets
 * a gap through somebody else's chain waits for the next visit; tried at once she would mostly take the chain back.
 * Measured: five to ten times fewer gaps after as many tries as with one list of all people. */
static void sweep(Gaps *g, uint64_t heat, Chance *chance)
{
    int32_t n = g->board->n_people;
    int32_t size = n / 16 < LEAST_WINDOW ? LEAST_WINDOW : n / 16 > MOST_WINDOW ? MOST_WINDOW : n / 16;
    int32_t slot[64];
    Window window;
    for (window.first = 0; window.first < n; window.first = window.end) {
        window.end = n - window.first < size ? n : window.first + size;
        for (int visit = 0; visit < VISITS; visit++) {
            find_hot(g, &window);
            if (!window.n_hot)
                break;
            shuffle(slot, g->board->n_slots, chance);
            for (int i = 0; i + 1 < g->board->n_slots; i += 2)
                sweep_pair(g, &window, slot[i], slot[i + 1], heat, chance);
        }
    }
}

/* Sweep until `tries` more chains were looked at or the cost is down to `goal`. Returns the cost. */
int64_t gaps_cut(Gaps *g, int64_t tries, int64_t goal, uint32_t heat, uint64_t *seed)
{
    Chance chance = {*seed};
    int64_t end = g->tries + tries;
    if (goal < g->floor)
        goal = g->floor;
    while (g->n_hot && g->cost > goal && g->tries < end) {
        g->tries += 1 + g->board->n_slots / 2; /* a sweep counts even where nobody has a chain */
        sweep(g, heat, &chance);
    }
    *seed = chance.state;
    return g->cost;
}

/* ---- blocks of people who meet each other ---- */

typedef struct {
    int32_t *block;             /* n_units: out; -1 at first */
    int32_t *gain;              /* n_units: meetings with the block that grows */
    int32_t *who, *next;        /* 2 x meetings: entries of the buckets */
    int32_t head[65];           /* last entry of each gain; 64 and more in one */
    int32_t n_entries;
} Growth;

static void meet_block(const Gaps *g, Growth *w, int32_t unit)
{
    const Board *b = g->board;
    for (int32_t i = g->first[unit]; i < g->first[unit + 1]; i++) {
        const int32_t *who = board_members(b, g->mine[i]);
        int32_t other = who[0] == unit ? who[1] : who[0];
        if (other < 0 || w->block[other] >= 0)
            continue;
        int32_t gain = ++w->gain[other] > 64 ? 64 : w->gain[other];
        w->who[w->n_entries] = other;
        w->next[w->n_entries] = w->head[gain];
        w->head[gain] = w->n_entries++;
    }
}

/* Who has most meetings with the block; -1 where nobody has any. */
static int32_t closest(Growth *w)
{
    for (int gain = 64; gain > 0;) {
        int32_t entry = w->head[gain];
        if (entry < 0) {
            gain--;
            continue;
        }
        w->head[gain] = w->next[entry];
        if (w->block[w->who[entry]] < 0)
            return w->who[entry];
    }
    return -1;
}

/* Divide units into blocks of `size`, each grown by whoever has most meetings with it. Returns how many.
 * Cost: O(meetings + units x blocks). For pairs only; `w` comes with block -1 and room for all meetings twice. */
int32_t gaps_blocks(const Gaps *g, Growth *w, int32_t size)
{
    int32_t n = g->board->n_units, n_blocks = 0;
    for (int32_t first = 0; first < n; n_blocks++) {
        w->n_entries = 0;
        for (int k = 0; k < 65; k++)
            w->head[k] = -1;
        for (int32_t u = 0; u < n; u++)
            w->gain[u] = 0;
        for (int32_t k = 0; k < size; k++) {
            int32_t unit = closest(w);
            while (unit < 0 && first < n && w->block[first] >= 0)
                first++;
            unit = unit < 0 ? first : unit;
            if (unit == n)
                break;
            w->block[unit] = n_blocks;
            meet_block(g, w, unit);
        }
        while (first < n && w->block[first] >= 0)
            first++;
    }
    return n_blocks;
}
