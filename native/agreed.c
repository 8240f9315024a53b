/* Agreed meetings of small events: everything has to be placed, then gaps are cut.
 *
 * Placing is a tabu search by ejection (after the min-conflicts searches for timetables): a waiting meeting takes the
 * slot that costs fewest others their place; those wait, and may not come back there for a while. Cutting gaps is
 * simulated annealing over single Kempe chains (board.h), half of them aimed at people who have gaps. A chain that
 * costs k gaps more is taken with probability (heat / 2^32)^k: integers only, the same on every machine.
 *
 * For up to some thousand meetings; native/gaps.c does the same for the largest events, pair of slots by pair.
 * Cost: placing O(slots · members) per step, cutting O(chain) per step, some million steps a second.
 */
#include "board.h"

const char *source_sha256(void) { return SOURCE_SHA256; }

typedef struct {
    Board *board;
    uint64_t day_starts;
    int32_t spread;     /* gaps beyond this many cost double; 0 or -1: all cost the same */
    int32_t n_waiting;
    int32_t *waiting;   /* n_wishes: meetings without a slot */
    int64_t *tabu;      /* n_wishes x n_slots: step until which the meeting may not come back */
    int64_t step;
    int32_t *hot;       /* n_people: those with gaps */
    int32_t *place;     /* n_people: where in hot, -1 not there */
    int32_t n_hot;
    int64_t cost, best;
    int8_t *best_slot;  /* n_wishes: the schedule of cost `best` */
} Agreed;

/* Take over board->slot; what it leaves open, or what clashes there, waits in `order` (last first). */
void agreed_load(Agreed *a, const int32_t *order)
{
    board_load(a->board);
    a->n_waiting = 0;
    for (int32_t i = 0; i < a->board->n_wishes; i++)
        if (a->board->slot[order[i]] < 0)
            a->waiting[a->n_waiting++] = order[i];
}

/* ---- placing ---- */

/* What taking `slot` would cost: meetings thrown out, by people, tables and order; in halves. */
static int32_t price_of_slot(const Board *b, int32_t wish, int slot)
{
    const int32_t *who = board_members(b, wish);
    int32_t thrown[8], n = 0;
    for (int i = 0; i < b->width && who[i] >= 0; i++) {
        int32_t e = board_at(b, who[i], slot);
        int known = e < 0;
        for (int k = 0; k < n && !known; k++)
            known = thrown[k] == e;
        if (!known)
            thrown[n++] = e;
    }
    int32_t row = b->kind[wish] * b->n_slots + slot;
    int32_t freed = 0;
    for (int k = 0; k < n; k++)
        freed += b->kind[thrown[k]] == b->kind[wish];
    int full = b->count[slot] - n >= b->capacity[slot] || (b->kind[wish] && b->count[row] - freed >= b->capacity[row]);
    return 2 * (n + full) + 3 * !board_in_order(b, wish, slot);
}

static int choose_slot(Agreed *a, int32_t wish, Chance *chance)
{
    const Board *b = a->board;
    int best = -1, ties = 0;
    int32_t lowest = INT32_MAX;
    for (uint64_t open = b->domain[wish]; open; open &= open - 1) {
        int slot = __builtin_ctzll(open);
        int32_t price = price_of_slot(b, wish, slot);
        if (price && a->tabu[(size_t)wish * b->n_slots + slot] > a->step)
            price += 6;
        if (price < lowest) {
            lowest = price;
            best = slot;
            ties = 1;
        } else if (price == lowest && !chance_below(chance, ++ties))
            best = slot;
    }
    return best;
}

static void throw_out(Agreed *a, int32_t wish, Chance *chance)
{
    Board *b = a->board;
    int slot = b->slot[wish];
    board_take(b, wish);
    a->tabu[(size_t)wish * b->n_slots + slot] = a->step + 10 + chance_below(chance, 20);
    a->waiting[a->n_waiting++] = wish;
}

/* Throw some meeting of `kind` (0: any) out of the slot, so that a table is free. */
static void free_table(Agreed *a, int slot, int32_t kind, Chance *chance)
{
    Board *b = a->board;
    int32_t from = chance_below(chance, b->n_wishes);
    for (int32_t i = 0; i < b->n_wishes; i++) {
        int32_t e = (from + i) % b->n_wishes;
        if (b->slot[e] == slot && (!kind || b->kind[e] == kind)) {
            throw_out(a, e, chance);
            return;
        }
    }
}

static void make_room(Agreed *a, int32_t wish, int slot, Chance *chance)
{
    Board *b = a->board;
    const int32_t *who = board_members(b, wish);
    int32_t kind = b->kind[wish];
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        if (board_at(b, who[i], slot) >= 0)
            throw_out(a, board_at(b, who[i], slot), chance);
    if (kind && b->count[kind * b->n_slots + slot] >= b->capacity[kind * b->n_slots + slot])
        free_table(a, slot, kind, chance);
    if (b->count[slot] >= b->capacity[slot])
        free_table(a, slot, 0, chance);
    if (!b->link_start)
        return;
    for (int32_t i = b->link_start[wish]; i < b->link_start[wish + 1]; i++) {
        int32_t other = b->link[i] < 0 ? ~b->link[i] : b->link[i];
        int there = b->slot[other];
        if (there >= 0 && (b->link[i] < 0 ? there <= slot : there >= slot))
            throw_out(a, other, chance);
    }
}

/* Place what waits, for at most `steps` steps. Returns how many still wait; -1: one has no slot at all. */
int32_t agreed_place(Agreed *a, int64_t steps, uint64_t *seed)
{
    Chance chance = {*seed};
    for (int64_t end = a->step + steps; a->n_waiting && a->step < end; a->step++) {
        int32_t at = a->n_waiting - 1;
        if (a->step > a->board->n_wishes && !chance_below(&chance, 3))
            at = chance_below(&chance, a->n_waiting);
        int32_t wish = a->waiting[at];
        int slot = choose_slot(a, wish, &chance);
        if (slot < 0)
            return -1;
        a->waiting[at] = a->waiting[--a->n_waiting];
        make_room(a, wish, slot, &chance);
        board_put(a->board, wish, slot);
    }
    *seed = chance.state;
    return a->n_waiting;
}

/* ---- cutting gaps ---- */

static int price_of(const Agreed *a, uint64_t busy)
{
    int gaps = __builtin_popcountll(busy & (~(busy << 1) | a->day_starts));
    uint64_t day = ~(uint64_t)0;
    for (uint64_t rest = a->day_starts; rest; rest &= rest - 1) {
        uint64_t next = rest & -rest;
        gaps -= (busy & day & (next - 1)) != 0;
        day = ~(next - 1);
    }
    gaps -= (busy & day) != 0;
    return a->spread > 0 && gaps > a->spread ? 2 * gaps - a->spread : gaps;
}

static void settle(Agreed *a, int32_t person)
{
    int is_hot = price_of(a, a->board->busy[person]) > 0;
    int32_t at = a->place[person];
    if (is_hot == (at >= 0))
        return;
    if (is_hot) {
        a->place[person] = a->n_hot;
        a->hot[a->n_hot++] = person;
        return;
    }
    int32_t last = a->hot[--a->n_hot];
    a->hot[at] = last;
    a->place[last] = at;
    a->place[person] = -1;
}

static void keep_best(Agreed *a)
{
    a->best = a->cost;
    for (int32_t e = 0; e < a->board->n_wishes; e++)
        a->best_slot[e] = a->board->slot[e];
}

/* Call once after everything is placed: counts the gaps. */
void agreed_count(Agreed *a)
{
    a->cost = 0;
    a->n_hot = 0;
    for (int32_t p = 0; p < a->board->n_people; p++) {
        a->place[p] = -1;
        a->cost += price_of(a, a->board->busy[p]);
        settle(a, p);
    }
    keep_best(a);
}

/* A meeting of a person with gaps and a slot that would leave her with fewer; 0 where she has no such move. */
static int aim(const Agreed *a, Chance *chance, int32_t *wish, int *slot)
{
    const Board *b = a->board;
    int32_t person = a->hot[chance_below(chance, a->n_hot)];
    uint64_t busy = b->busy[person];
    int now = price_of(a, busy), ties = 0;
    for (uint64_t mine = busy; mine; mine &= mine - 1) {
        int from = __builtin_ctzll(mine);
        int32_t e = board_at(b, person, from);
        for (uint64_t open = b->domain[e] & ~busy; open; open &= open - 1) {
            int to = __builtin_ctzll(open);
            if (price_of(a, busy ^ bit(from) ^ bit(to)) < now && !chance_below(chance, ++ties)) {
                *wish = e;
                *slot = to;
            }
        }
    }
    return ties > 0;
}

/* How many gaps more the people at the chain's ends would have. */
static int change_of(const Agreed *a, const Chain *chain)
{
    const Board *b = a->board;
    uint64_t both = bit(chain->from) | bit(chain->to);
    int change = 0;
    for (int i = 0; i < chain->n_ends; i++) {
        int32_t unit = chain->end[i];
        if (unit < b->n_people)
            change += price_of(a, b->busy[unit] ^ both) - price_of(a, b->busy[unit]);
    }
    return change;
}

static int accepts(Chance *chance, int change, uint64_t heat)
{
    uint64_t odds = heat;
    for (int i = 1; i < change && odds; i++)
        odds = odds * heat >> 32;
    return (chance_next(chance) >> 32) < odds;
}

/* Try `steps` chains, until the cost is at most `enough`. `heat` is below 2^32. Returns the best cost so far. */
int64_t agreed_cool(Agreed *a, int64_t steps, uint64_t heat, int64_t enough, uint64_t *seed)
{
    Board *b = a->board;
    Chance chance = {*seed};
    Chain chain;
    for (int64_t i = 0; i < steps && a->best > enough; i++) {
        int32_t wish = chance_below(&chance, b->n_wishes);
        int slot = chance_below(&chance, b->n_slots);
        if (a->n_hot && chance_next(&chance) >> 63 && !aim(a, &chance, &wish, &slot))
            continue;
        if (!board_find_chain(b, wish, slot, &chain) || chain.n_ends < 0)
            continue;
        int change = change_of(a, &chain);
        if (change > 0 && !accepts(&chance, change, heat))
            continue;
        if (!board_chain_seats(b, &chain, NO_WISH) || !board_chain_in_order(b, &chain))
            continue;
        board_flip(b, &chain);
        a->cost += change;
        for (int k = 0; k < chain.n_ends; k++)
            if (chain.end[k] < b->n_people)
                settle(a, chain.end[k]);
        if (a->cost < a->best)
            keep_best(a);
    }
    *seed = chance.state;
    return a->best;
}
