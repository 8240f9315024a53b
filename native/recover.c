/* Wins back worth after colouring: inserts what is left, replaces what is cheaper, and never loses.
 *
 * Every attempt runs on the board itself under a journal and is undone where it did not raise the value, which is the
 * worth held, plus a high price for each must and for each meeting below somebody's minimum. An attempt is an
 * ejection chain (Glover 1996): a wish goes in, at most two cheaper ones go out, these and then the best waiting
 * wishes of those who lost one look for new places, a few steps deep.
 */
#include "board.h"

const char *source_sha256(void) { return SOURCE_SHA256; }

#define MOST_TRIED 6 /* waiting wishes looked at for somebody who has room again */

typedef struct {
    Board *board;
    const int64_t *price;      /* n_wishes: worth, and the price of a must */
    const int32_t *min_meetings; /* n_people */
    int64_t min_price;         /* of each meeting below a minimum */
    const int32_t *first;      /* n_units + 1: where each unit's wishes stand in ... */
    const int32_t *mine;       /* ... this list, dearest first */
    int32_t *changed;          /* 2 x n_changes: wish, slot before; room for most_changes */
    int32_t *stamp;            /* n_wishes, zero at first */
    int64_t value;
    int64_t most_changes, n_changes;
    int32_t epoch;
} Recovery;

/* ---- the journal ---- */

static int note(Recovery *r, int32_t wish)
{
    if (r->n_changes == r->most_changes)
        return 0;
    r->changed[2 * r->n_changes] = wish;
    r->changed[2 * r->n_changes + 1] = r->board->slot[wish];
    r->n_changes++;
    return 1;
}

/* What holding the wish adds beyond its price: members below their minimum (`extra` 1: as if it were not held). */
static int64_t min_worth(const Recovery *r, int32_t wish, int extra)
{
    const Board *b = r->board;
    const int32_t *who = board_members(b, wish);
    int64_t worth = 0;
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        if (who[i] < b->n_people && b->held[who[i]] - extra < r->min_meetings[who[i]])
            worth += r->min_price;
    return worth;
}

static int put(Recovery *r, int32_t wish, int slot)
{
    if (!note(r, wish))
        return 0;
    r->value += r->price[wish] + min_worth(r, wish, 0);
    board_put(r->board, wish, slot);
    return 1;
}

static int take(Recovery *r, int32_t wish)
{
    if (!note(r, wish))
        return 0;
    r->value -= r->price[wish] + min_worth(r, wish, 1);
    board_take(r->board, wish);
    return 1;
}

static int flip(Recovery *r, const Chain *chain)
{
    if (r->n_changes + chain->length > r->most_changes)
        return 0;
    for (int32_t i = 0; i < chain->length; i++)
        note(r, r->board->chain[i]);
    board_flip(r->board, chain);
    return 1;
}

/* Back to where the journal had `mark` entries and the value was `value`. */
static void undo(Recovery *r, int64_t mark, int64_t value)
{
    Board *b = r->board;
    int32_t epoch = ++r->epoch;
    for (int64_t i = mark; i < r->n_changes; i++)
        if (b->slot[r->changed[2 * i]] >= 0)
            board_take(b, r->changed[2 * i]);
    for (int64_t i = mark; i < r->n_changes; i++) {
        int32_t wish = r->changed[2 * i];
        if (r->stamp[wish] == epoch)
            continue; /* the first entry says where it was */
        r->stamp[wish] = epoch;
        if (r->changed[2 * i + 1] >= 0)
            board_put(b, wish, r->changed[2 * i + 1]);
    }
    r->n_changes = mark;
    r->value = value;
}

/* ---- placing a wish that does not simply fit ---- */

static uint64_t slots_with_room(const Board *b)
{
    uint64_t room = 0;
    for (int s = 0; s < b->n_slots; s++)
        if (b->count[s] < b->capacity[s])
            room |= bit(s);
    return room;
}

static int has_table_of_kind(const Board *b, int32_t wish, int slot)
{
    size_t row = (size_t)b->kind[wish] * b->n_slots + slot;
    return !b->kind[wish] || b->count[row] < b->capacity[row];
}

/* Take one meeting out of an overfull slot by a chain with one more there than elsewhere. */
static int relieve(Recovery *r, int slot, Chance *chance)
{
    Board *b = r->board;
    uint64_t room = slots_with_room(b);
    Chain chain;
    for (int tries = 0; room && tries < 40; tries++) {
        int32_t unit = chance_below(chance, b->n_people);
        int32_t wish = board_at(b, unit, slot);
        uint64_t open = wish < 0 ? 0 : room & b->domain[wish] & ~b->busy[unit];
        for (; open; open &= open - 1)
            if (board_find_chain(b, wish, __builtin_ctzll(open), &chain) && 2 * chain.in_from > chain.length &&
                board_chain_seats(b, &chain, NO_WISH) && board_chain_in_order(b, &chain))
                return flip(r, &chain);
    }
    return 0;
}

/* Hold the wish in a slot in which all its members are free; a missing table is made. */
static int seat(Recovery *r, int32_t wish, int slot, Chance *chance)
{
    Board *b = r->board;
    if (!board_in_order(b, wish, slot) || !has_table_of_kind(b, wish, slot) || !put(r, wish, slot))
        return 0;
    return b->count[slot] <= b->capacity[slot] || relieve(r, slot, chance);
}

/* Move `blocker` out of `slot` by a chain after which nobody else of the wish stands in the way. */
static int clear_slot(Recovery *r, int32_t wish, int slot, int32_t blocker, int first)
{
    Board *b = r->board;
    uint64_t open = board_ways_out(b, wish, slot, blocker);
    uint64_t busy_before = 0;
    const int32_t *who = board_members(b, wish);
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        busy_before += (b->busy[who[i]] & bit(slot)) != 0;
    for (int i = 0; i < b->n_slots; i++) {
        int to = (i + first) % b->n_slots;
        Chain chain;
        if (!(open & bit(to)) || !board_find_chain(b, blocker, to, &chain))
            continue;
        int32_t shift = 2 * chain.in_from - chain.length;
        if (b->count[to] + shift > b->capacity[to] || (b->n_kinds > 1 && !board_chain_seats(b, &chain, wish)) ||
            !board_chain_in_order(b, &chain))
            continue;
        int64_t mark = r->n_changes;
        uint64_t busy = 0;
        if (!flip(r, &chain))
            return 0;
        for (int k = 0; k < b->width && who[k] >= 0; k++)
            busy += (b->busy[who[k]] & bit(slot)) != 0;
        if (busy < busy_before && b->count[slot] <= b->capacity[slot])
            return 1;
        undo(r, mark, r->value);
    }
    return 0;
}

static int32_t any_blocker(const Board *b, int32_t wish, int slot)
{
    const int32_t *who = board_members(b, wish);
    for (int i = 0; i < b->width && who[i] >= 0; i++)
        if (board_at(b, who[i], slot) >= 0)
            return board_at(b, who[i], slot);
    return NO_WISH;
}

/* Make the slot free by at most `chains` chains and hold the wish there; leaves no trace where that fails. */
static int place_in(Recovery *r, int32_t wish, int slot, int chains, Chance *chance)
{
    int64_t mark = r->n_changes, value = r->value;
    int first = chance_below(chance, r->board->n_slots);
    for (;;) {
        int32_t blocker = any_blocker(r->board, wish, slot);
        if (blocker < 0)
            break;
        if (!chains-- || !clear_slot(r, wish, slot, blocker, first)) {
            undo(r, mark, value);
            return 0;
        }
    }
    if (seat(r, wish, slot, chance))
        return 1;
    undo(r, mark, value);
    return 0;
}

/* Place the wish somewhere, other wishes moving but staying: in a free slot, else after one chain, else after two. */
static int place(Recovery *r, int32_t wish, Chance *chance)
{
    Board *b = r->board;
    int slot = board_free_slot(b, wish);
    if (slot >= 0)
        return put(r, wish, slot);
    if (!slots_with_room(b))
        return 0;
    int first = chance_below(chance, b->n_slots);
    for (int chains = 0; chains <= 2; chains++)
        for (int i = 0; i < b->n_slots; i++) {
            int s = (i + first) % b->n_slots;
            if ((b->domain[wish] & bit(s)) && place_in(r, wish, s, chains, chance))
                return 1;
        }
    return 0;
}

/* ---- ejecting ---- */

/* The cheapest wish a person holds, NO_WISH where she holds none. */
static int32_t cheapest(const Recovery *r, int32_t unit)
{
    const Board *b = r->board;
    int32_t best = NO_WISH;
    for (uint64_t busy = b->busy[unit]; busy; busy &= busy - 1) {
        int32_t e = board_at(b, unit, __builtin_ctzll(busy));
        if (best < 0 || r->price[e] < r->price[best])
            best = e;
    }
    return best;
}

/* Make room for the wish at everybody who has reached her limit. Returns how many wishes went, -1: not worth it. */
static int make_room(Recovery *r, int32_t wish, int slot, int at_any_price, int32_t out[8])
{
    const Board *b = r->board;
    const int32_t *who = board_members(b, wish);
    int64_t left = r->price[wish] + min_worth(r, wish, 0);
    int n = 0;
    for (int i = 0; i < b->width && who[i] >= 0; i++) {
        if (who[i] >= b->n_people || b->held[who[i]] < b->max_meetings[who[i]])
            continue;
        if (slot >= 0 && board_at(b, who[i], slot) >= 0)
            continue; /* that one will go anyway */
        int32_t e = cheapest(r, who[i]);
        if (e < 0 || ((left -= r->price[e] + min_worth(r, e, 1)) < 0 && !at_any_price) || !take(r, e))
            return -1;
        out[n++] = e;
    }
    return n;
}

static int insert(Recovery *r, int32_t wish, int depth, Chance *chance);

/* Give somebody who lost a meeting the best one that is waiting for her. */
static void refill(Recovery *r, int32_t unit, int32_t not_this, int depth, Chance *chance)
{
    const Board *b = r->board;
    int tried = 0;
    if (unit >= b->n_people || b->held[unit] >= b->max_meetings[unit])
        return;
    for (int32_t i = r->first[unit]; i < r->first[unit + 1] && tried < MOST_TRIED; i++) {
        int32_t e = r->mine[i];
        if (b->slot[e] >= 0 || e == not_this)
            continue;
        tried++;
        if (insert(r, e, depth, chance))
            return;
    }
}

/* Find new places for what went out, and for those who lost it. */
static void settle(Recovery *r, const int32_t *out, int n, int32_t guest, int depth, Chance *chance)
{
    Board *b = r->board;
    for (int k = 0; k < n; k++) {
        if (b->slot[out[k]] < 0 && board_is_wanted(b, out[k]) && place(r, out[k], chance))
            continue;
        const int32_t *who = board_members(b, out[k]);
        for (int i = 0; depth > 0 && i < b->width && who[i] >= 0; i++)
            refill(r, who[i], guest, depth - 1, chance);
    }
}

/* Put the wish into a slot its members use for something else, which then looks for another place. */
static int push_in(Recovery *r, int32_t wish, int slot, int depth, Chance *chance)
{
    Board *b = r->board;
    const int32_t *who = board_members(b, wish);
    int32_t out[8];
    int n = 0;
    for (int i = 0; i < b->width && who[i] >= 0; i++) {
        int32_t e = board_at(b, who[i], slot);
        if (e < 0)
            continue;
        if (n == 2 || !take(r, e))
            return 0;
        out[n++] = e;
    }
    if (!board_is_wanted(b, wish) || !seat(r, wish, slot, chance))
        return 0;
    settle(r, out, n, wish, depth, chance);
    return 1;
}

/* Try to hold the wish and whatever follows from it; 1 where the value rose, else nothing has changed. */
static int insert(Recovery *r, int32_t wish, int depth, Chance *chance)
{
    Board *b = r->board;
    int64_t mark = r->n_changes, value = r->value;
    int32_t out[8];
    int n = make_room(r, wish, -1, 0, out);
    if (n < 0) {
        undo(r, mark, value);
        return 0;
    }
    if (place(r, wish, chance)) {
        settle(r, out, n, wish, depth, chance);
        if (r->value > value)
            return 1;
    }
    undo(r, mark, value);
    if (depth <= 0)
        return 0;
    int first = chance_below(chance, b->n_slots);
    for (int i = 0; i < b->n_slots; i++) {
        int s = (i + first) % b->n_slots;
        if (!(b->domain[wish] & bit(s)))
            continue;
        if (push_in(r, wish, s, depth - 1, chance) && r->value > value)
            return 1;
        undo(r, mark, value);
    }
    return 0;
}

/* Force the wish in and repair what it pushed out; kept where that costs no more than `loss`. */
static void wander(Recovery *r, int32_t wish, int depth, int64_t loss, Chance *chance)
{
    Board *b = r->board;
    int64_t mark = r->n_changes, value = r->value;
    int32_t out[8];
    int slot = chance_below(chance, b->n_slots);
    if (!(b->domain[wish] & bit(slot)))
        return;
    int n = make_room(r, wish, slot, 1, out);
    if (n >= 0 && push_in(r, wish, slot, depth, chance)) {
        settle(r, out, n, wish, depth, chance);
        if (r->value >= value - loss)
            return;
    }
    undo(r, mark, value);
}

/* The value of what is held; to be asked once, after place_load. */
int64_t recover_value(Recovery *r)
{
    Board *b = r->board;
    r->value = 0;
    for (int32_t e = 0; e < b->n_wishes; e++)
        if (b->slot[e] >= 0)
            r->value += r->price[e];
    for (int32_t p = 0; p < b->n_people; p++)
        r->value += r->min_price * (b->held[p] < r->min_meetings[p] ? b->held[p] : r->min_meetings[p]);
    return r->value;
}

int32_t recover_load(Board *b) { return board_load(b); }

/* Try the waiting wishes of order[0 ... n-1], `depth` steps deep; the value never falls. */
int64_t recover_wishes(Recovery *r, const int32_t *order, int32_t n, int32_t depth, uint64_t *seed)
{
    Chance chance = {*seed};
    for (int32_t i = 0; i < n; i++) {
        r->n_changes = 0;
        if (r->board->slot[order[i]] < 0)
            insert(r, order[i], depth, &chance);
    }
    *seed = chance.state;
    return r->value;
}

/* Force in `n` waiting wishes of order[0 ... n_order-1] by chance, losing up to `loss` each time. */
int64_t recover_wander(Recovery *r, const int32_t *order, int32_t n_order, int32_t n, int32_t depth, int64_t loss,
                       uint64_t *seed)
{
    Chance chance = {*seed};
    for (int32_t i = 0; i < n; i++) {
        int32_t wish = order[chance_below(&chance, n_order)];
        r->n_changes = 0;
        if (r->board->slot[wish] < 0)
            wander(r, wish, depth, loss, &chance);
    }
    *seed = chance.state;
    return r->value;
}
