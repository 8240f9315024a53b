/* The schedule while it is being built: who is busy when, and the moves that keep it valid.
 *
 * A wish has 2 to 8 members (units: people first, then whatever else can do one thing at a time). at[unit][slot] is
 * the wish held there or -1. The only composite move is the Kempe chain (Kempe 1879; for timetables: Thompson and
 * Dowsland 1996): all wishes connected to one through slots alpha and beta change sides together. It keeps everybody
 * free of clashes by construction, and only the units at the chain's ends change their busy pattern, so a move costs
 * O(chain) and what it is worth follows from its ends alone.
 *
 * Nothing here allocates, fails or reads a clock; all arrays belong to the caller (engine/scheduling/board.py fills
 * the struct). A meeting that must not move is a wish whose domain is its slot alone.
 */
#ifndef AUFWIND_BOARD_H
#define AUFWIND_BOARD_H

#include <stdint.h>
#include <stddef.h>

#define NOBODY (-1)
#define NO_WISH (-1)
#define MOST_ENDS 16

typedef struct {
    /* the instance: never written */
    int32_t n_slots, n_people, n_units, n_wishes, width, n_kinds;
    const int32_t *members;       /* n_wishes x width, NOBODY where there is none */
    const uint64_t *domain;       /* n_wishes: slots a wish may take */
    const int32_t *kind;          /* n_wishes: row of capacity it also counts against, 0 none */
    const int32_t *max_meetings;  /* n_people */
    const int32_t *capacity;      /* n_kinds x n_slots; row 0 counts all tables */
    const int32_t *link_start;    /* n_wishes + 1, or NULL where nothing has to come before anything */
    const int32_t *link;          /* wish q that must come earlier: q; that must come later: ~q */
    /* the state */
    int8_t *slot;                 /* n_wishes: -1 where not held */
    int32_t *at;                  /* n_units x n_slots */
    uint64_t *busy;               /* n_units */
    int32_t *held;                /* n_units: meetings of each */
    int32_t *count;               /* n_kinds x n_slots: tables in use */
    /* working space */
    int32_t *chain;               /* n_units + 2: wishes of the chain looked at last */
    int32_t *mark;                /* n_wishes, zero at first; used for meetings of three and more */
    int32_t *tally;               /* n_kinds */
    int32_t epoch;
} Board;

/* A chain found by board_chain; its wishes stand in Board.chain until the next one is looked for. */
typedef struct {
    int32_t length;
    int32_t from, to;    /* the slot of the wish it was started with, and the other one */
    int32_t in_from;     /* how many of its wishes lie in `from` now */
    int32_t n_ends;      /* units whose busy pattern changes; -1: more than MOST_ENDS */
    int32_t end[MOST_ENDS];
} Chain;

/* ---- chance: splitmix64 (Steele, Lea, Flood 2014), integers only, the same on every machine ---- */

typedef struct { uint64_t state; } Chance;

static inline uint64_t chance_next(Chance *chance)
{
    uint64_t z = (chance->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* A number in 0 ... n-1. */
static inline int32_t chance_below(Chance *chance, int32_t n)
{
    return (int32_t)(((chance_next(chance) >> 32) * (uint64_t)(uint32_t)n) >> 32);
}

/* ---- looking ---- */

static inline uint64_t bit(int slot) { return (uint64_t)1 << slot; }

static inline const int32_t *board_members(const Board *b, int32_t wish) { return b->members + (size_t)wish * b->width; }

static inline int32_t board_at(const Board *b, int32_t unit, int slot) { return b->at[(size_t)unit * b->n_slots + slot]; }

/* Whether every person of the wish takes one more meeting. */
static inline int board_is_wanted(const Board *b, int32_t wish)
{
    const int32_t *who = board_members(b, wish);
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        if (who[i] < b->n_people && b->held[who[i]] >= b->max_meetings[who[i]])
            return 0;
    return 1;
}

/* Slots in the wish's domain in which all its members are free; tables are not looked at. */
static inline uint64_t board_common(const Board *b, int32_t wish)
{
    const int32_t *who = board_members(b, wish);
    uint64_t open = b->domain[wish];
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        open &= ~b->busy[who[i]];
    return open;
}

/* Whether a table is left for the wish in a slot. */
static inline int board_has_table(const Board *b, int32_t wish, int slot)
{
    size_t row = (size_t)b->kind[wish] * b->n_slots + slot;
    return b->count[slot] < b->capacity[slot] && (row == (size_t)slot || b->count[row] < b->capacity[row]);
}

/* Whether the wish in that slot would come after what must be earlier and before what must be later. */
static inline int board_in_order(const Board *b, int32_t wish, int slot)
{
    if (!b->link_start)
        return 1;
    for (int32_t i = b->link_start[wish]; i < b->link_start[wish + 1]; i++) {
        int32_t other = b->link[i];
        int there = b->slot[other < 0 ? ~other : other];
        if (there >= 0 && (other < 0 ? there <= slot : there >= slot))
            return 0;
    }
    return 1;
}

static inline int board_is_linked(const Board *b, int32_t wish)
{
    return b->link_start && b->link_start[wish] < b->link_start[wish + 1];
}

/* ---- putting and taking: no questions asked ---- */

static inline void board_mark_unit(Board *b, int32_t unit, int slot, int32_t wish)
{
    b->at[(size_t)unit * b->n_slots + slot] = wish;
    b->busy[unit] |= bit(slot);
    b->held[unit]++;
}

static inline void board_clear_unit(Board *b, int32_t unit, int slot)
{
    b->at[(size_t)unit * b->n_slots + slot] = NO_WISH;
    b->busy[unit] &= ~bit(slot);
    b->held[unit]--;
}

static inline void board_count(Board *b, int32_t wish, int slot, int change)
{
    b->count[slot] += change;
    if (b->kind[wish])
        b->count[(size_t)b->kind[wish] * b->n_slots + slot] += change;
}

static inline void board_put(Board *b, int32_t wish, int slot)
{
    const int32_t *who = board_members(b, wish);
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        board_mark_unit(b, who[i], slot, wish);
    b->slot[wish] = (int8_t)slot;
    board_count(b, wish, slot, 1);
}

static inline void board_take(Board *b, int32_t wish)
{
    const int32_t *who = board_members(b, wish);
    int slot = b->slot[wish];
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        board_clear_unit(b, who[i], slot);
    b->slot[wish] = -1;
    board_count(b, wish, slot, -1);
}

/* Fill the state from slot[]. Returns how many wishes clash with an earlier one; those are set to -1. */
static inline int32_t board_load(Board *b)
{
    int32_t clashes = 0;
    for (size_t i = 0; i < (size_t)b->n_units * b->n_slots; i++)
        b->at[i] = NO_WISH;
    for (int32_t u = 0; u < b->n_units; u++) {
        b->busy[u] = 0;
        b->held[u] = 0;
    }
    for (int32_t i = 0; i < b->n_kinds * b->n_slots; i++)
        b->count[i] = 0;
    for (int32_t e = 0; e < b->n_wishes; e++) {
        int slot = b->slot[e];
        if (slot < 0)
            continue;
        if (board_common(b, e) & bit(slot))
            board_put(b, e, slot);
        else {
            b->slot[e] = -1;
            clashes++;
        }
    }
    return clashes;
}

/* ---- chains ---- */

static inline void chain_add_end(Chain *chain, int32_t unit)
{
    if (chain->n_ends >= 0 && chain->n_ends < MOST_ENDS)
        chain->end[chain->n_ends++] = unit;
    else
        chain->n_ends = -1;
}

/* Chain of pairs: a path or a ring, followed from both members of the first wish. 0 where a domain forbids it. */
static inline int board_path(Board *b, int32_t first, Chain *chain)
{
    int32_t n = 1;
    b->chain[0] = first;
    chain->in_from = 1;
    for (int side = 0; side < 2; side++) {
        int32_t unit = board_members(b, first)[side];
        int slot = chain->to;
        while (unit >= 0) {
            int32_t e = board_at(b, unit, slot);
            int other = chain->from + chain->to - slot;
            if (e == first) {
                chain->length = n; /* a ring: nobody's pattern changes */
                chain->n_ends = 0;
                return 1;
            }
            if (e < 0) {
                chain_add_end(chain, unit);
                break;
            }
            if (!(b->domain[e] & bit(other)))
                return 0;
            b->chain[n++] = e;
            chain->in_from += slot == chain->from;
            const int32_t *who = board_members(b, e);
            unit = who[0] == unit ? who[1] : who[0];
            slot = other;
        }
    }
    chain->length = n;
    return 1;
}

/* Chain of meetings of any size: breadth first over the members. 0 where a domain forbids it. */
static inline int board_component(Board *b, int32_t first, Chain *chain)
{
    int32_t n = 1;
    int32_t epoch = ++b->epoch;
    b->chain[0] = first;
    b->mark[first] = epoch;
    chain->in_from = 1;
    for (int32_t done = 0; done < n; done++) {
        int32_t e = b->chain[done];
        int other = chain->from + chain->to - b->slot[e];
        const int32_t *who = board_members(b, e);
        for (int i = 0; i < b->width && who[i] >= 0; i++) {
            int32_t next = board_at(b, who[i], other);
            if (next < 0) {
                chain_add_end(chain, who[i]);
                continue;
            }
            if (b->mark[next] == epoch)
                continue;
            if (!(b->domain[next] & bit(b->slot[e])))
                return 0;
            b->mark[next] = epoch;
            b->chain[n++] = next;
            chain->in_from += b->slot[next] == chain->from;
        }
    }
    chain->length = n;
    return 1;
}

/* Whether the chain's new counts fit all tables, with `reserve` places kept free in its first slot for `guest`. */
static inline int board_chain_seats(Board *b, const Chain *chain, int32_t guest)
{
    int32_t shift = 2 * chain->in_from - chain->length; /* more in `to` afterwards, fewer in `from` */
    if (b->count[chain->to] + shift > b->capacity[chain->to] ||
        b->count[chain->from] - shift + (guest >= 0) > b->capacity[chain->from])
        return 0;
    if (b->n_kinds == 1)
        return 1;
    for (int k = 0; k < b->n_kinds; k++)
        b->tally[k] = 0;
    for (int32_t i = 0; i < chain->length; i++)
        b->tally[b->kind[b->chain[i]]] += b->slot[b->chain[i]] == chain->from ? 1 : -1;
    for (int k = 1; k < b->n_kinds; k++) {
        size_t row = (size_t)k * b->n_slots;
        int32_t here = b->count[row + chain->from] - b->tally[k] + (guest >= 0 && b->kind[guest] == k);
        if (b->count[row + chain->to] + b->tally[k] > b->capacity[row + chain->to] || here > b->capacity[row + chain->from])
            return 0;
    }
    return 1;
}

/* Whether all precedences hold once the chain has changed sides. */
static inline int board_chain_in_order(Board *b, const Chain *chain)
{
    int good = 1;
    if (!b->link_start)
        return 1;
    for (int32_t i = 0; i < chain->length; i++) /* as if flipped: links look at slot[] alone */
        b->slot[b->chain[i]] = (int8_t)(chain->from + chain->to - b->slot[b->chain[i]]);
    for (int32_t i = 0; i < chain->length && good; i++)
        good = board_in_order(b, b->chain[i], b->slot[b->chain[i]]);
    for (int32_t i = 0; i < chain->length; i++)
        b->slot[b->chain[i]] = (int8_t)(chain->from + chain->to - b->slot[b->chain[i]]);
    return good;
}

/* Find the chain of a held wish with slot `to`. 1: domains allow the flip; tables and order are asked separately. */
static inline int board_find_chain(Board *b, int32_t wish, int to, Chain *chain)
{
    chain->from = b->slot[wish];
    chain->to = to;
    chain->n_ends = 0;
    if (chain->from == to || !(b->domain[wish] & bit(to)))
        return 0;
    return b->width == 2 ? board_path(b, wish, chain) : board_component(b, wish, chain);
}

/* Find the chain and say whether it may be flipped, keeping a table in the wish's slot for `guest` (or NO_WISH). */
static inline int board_chain(Board *b, int32_t wish, int to, int32_t guest, Chain *chain)
{
    return board_find_chain(b, wish, to, chain) && board_chain_seats(b, chain, guest) && board_chain_in_order(b, chain);
}

/* Swap the two slots along the chain just found. Flipping it again undoes it. */
static inline void board_flip(Board *b, const Chain *chain)
{
    for (int32_t i = 0; i < chain->length; i++) {
        int32_t e = b->chain[i];
        const int32_t *who = board_members(b, e);
        for (int k = 0; k < b->width && who[k] >= 0; k++)
            board_clear_unit(b, who[k], b->slot[e]);
        board_count(b, e, b->slot[e], -1);
    }
    for (int32_t i = 0; i < chain->length; i++) {
        int32_t e = b->chain[i];
        const int32_t *who = board_members(b, e);
        b->slot[e] = (int8_t)(chain->from + chain->to - b->slot[e]);
        for (int k = 0; k < b->width && who[k] >= 0; k++)
            board_mark_unit(b, who[k], b->slot[e], e);
        board_count(b, e, b->slot[e], 1);
    }
}

/* ---- placing one wish ---- */

/* The least crowded slot all members have in common, with a table and in order; -1 where there is none. */
static inline int board_free_slot(const Board *b, int32_t wish)
{
    int best = -1;
    for (uint64_t open = board_common(b, wish); open; open &= open - 1) {
        int s = __builtin_ctzll(open);
        if (!board_has_table(b, wish, s) || !board_in_order(b, wish, s))
            continue;
        if (best < 0 || (int64_t)b->count[s] * b->capacity[best] < (int64_t)b->count[best] * b->capacity[s])
            best = s;
    }
    return best;
}

/* Whether the only thing that keeps the wish from `slot` is one other wish; that wish, or NO_WISH. */
static inline int32_t board_only_blocker(const Board *b, int32_t wish, int slot)
{
    const int32_t *who = board_members(b, wish);
    int32_t blocker = NO_WISH;
    for (int i = 0; i < b->width && who[i] >= 0; i++) {
        int32_t e = board_at(b, who[i], slot);
        if (e < 0 || e == blocker)
            continue;
        if (blocker >= 0)
            return NO_WISH;
        blocker = e;
    }
    return blocker;
}

/* Whether all members of the wish are free in `slot`. */
static inline int board_is_free(const Board *b, int32_t wish, int slot)
{
    const int32_t *who = board_members(b, wish);
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        if (b->busy[who[i]] & bit(slot))
            return 0;
    return 1;
}

/* Slots in which every member of the wish whom `blocker` keeps busy in `slot` is free: only there may it go. */
static inline uint64_t board_ways_out(const Board *b, int32_t wish, int slot, int32_t blocker)
{
    const int32_t *who = board_members(b, wish);
    uint64_t open = b->domain[blocker] & ~bit(slot);
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        if (board_at(b, who[i], slot) == blocker)
            open &= ~b->busy[who[i]];
    return open;
}

/* Make `slot` free for the wish by one chain that moves `blocker` to another slot, and put it there. */
static inline int board_place_by_chain(Board *b, int32_t wish, int slot, int32_t blocker, int first)
{
    Chain chain;
    uint64_t open = board_ways_out(b, wish, slot, blocker);
    for (int i = 0; i < b->n_slots; i++) {
        int to = (i + first) % b->n_slots;
        if (!(open & bit(to)) || !board_chain(b, blocker, to, wish, &chain))
            continue;
        board_flip(b, &chain);
        if (board_is_free(b, wish, slot) && board_in_order(b, wish, slot)) {
            board_put(b, wish, slot);
            return 1;
        }
        board_flip(b, &chain);
    }
    return 0;
}

/* Win a table in a full slot in which all members are free: move some other meeting out of it by a chain. */
static inline int board_place_by_table(Board *b, int32_t wish, int slot, Chance *chance)
{
    Chain chain;
    for (int tries = 0; tries < 6; tries++) {
        int32_t unit = chance_below(chance, b->n_people);
        int32_t e = board_at(b, unit, slot);
        for (int to = 0; e >= 0 && to < b->n_slots; to++) {
            if (b->count[to] >= b->capacity[to] || (b->busy[unit] & bit(to)) || !board_chain(b, e, to, wish, &chain))
                continue;
            board_flip(b, &chain);
            if (board_is_free(b, wish, slot) && board_in_order(b, wish, slot)) {
                board_put(b, wish, slot);
                return 1;
            }
            board_flip(b, &chain);
        }
    }
    return 0;
}

/* Place a wish that is not held: in a free common slot, else by one chain. Limits of people are not asked. */
static inline int board_try_place(Board *b, int32_t wish, Chance *chance)
{
    int free_slot = board_free_slot(b, wish);
    if (free_slot >= 0) {
        board_put(b, wish, free_slot);
        return 1;
    }
    int first = chance_below(chance, b->n_slots);
    for (uint64_t open = board_common(b, wish); open; open &= open - 1)
        if (board_place_by_table(b, wish, __builtin_ctzll(open), chance))
            return 1;
    for (int i = 0; i < b->n_slots; i++) {
        int s = (i + first) % b->n_slots;
        int32_t blocker = b->domain[wish] & bit(s) ? board_only_blocker(b, wish, s) : NO_WISH;
        if (blocker >= 0 && board_place_by_chain(b, wish, s, blocker, first))
            return 1;
    }
    return 0;
}

#endif
