/* Repairs a plan on the day: inserts wishes into what has become free, moving as few meetings as the prices allow.
 *
 * Method: ejection chains (Glover 1996). A wish takes a slot; whatever stands in its way there is put into another
 * free slot, or ejects in turn, up to a depth; a meeting the repair itself inserted may also fall out again. A chain
 * counts only as a whole: it stays when the value grows, else the trail takes it back move by move.
 * Value: worth of all meetings held, a bonus for each missing one of a person's minimum, less a price for each meeting
 * of the old plan that is not in its slot. Meetings of the old plan never fall out here.
 * Cost: a pass is O(wishes) to sort out the hopeless, then O(slots^depth) for each of the others, in practice a few us.
 */
#include <stdlib.h>
#include <string.h>

#include "board.h"

#define MOST_EJECTED 20
#define SAMPLE 12              /* inserted meetings looked at to win a table in a full slot */

enum { INSERTED, KEPT, TOUCHED, N_CLASSES };  /* whose meeting: the repair's, anybody's, an affected person's */

const char *source_sha256(void) { return SOURCE_SHA256; }

typedef struct { int32_t wish; int8_t slot; } Step;

/* What Python hands over for one pass; mirrors `_Columns` of engine/scheduling/repair_pass.py. */
typedef struct {
    const int64_t *worth;        /* n_wishes */
    const int8_t *home;          /* n_wishes: slot in the old plan of a meeting that was kept, else -1 */
    const int8_t *class_of;      /* n_wishes */
    const uint64_t *day;         /* n_slots: the slots of the same day */
    const int32_t *min_meetings; /* n_people */
    const int32_t *order;        /* wishes to try, best first */
    int64_t n_order;
    int64_t price[N_CLASSES];    /* of a meeting away from home */
    int64_t bonus;               /* for each meeting below a person's minimum */
    int64_t most_moved;          /* meetings of class KEPT away from home, at most */
    int64_t moved[N_CLASSES];    /* how many are away from home now: in and out */
    int32_t homebound[N_CLASSES]; /* 1: meetings of the class that are at home stay there in this pass */
    int32_t depth;               /* 0: insert only where all is free */
    uint64_t seed;
} Pass;

typedef struct {
    Board *b;
    Pass *p;
    Chance chance;
    int64_t value;               /* relative to the beginning of the pass */
    uint64_t *reach;             /* n_units: slots any wish of the unit can take */
    int32_t *spare;              /* n_people: meetings of class INSERTED it has */
    int32_t *start, *wishes;     /* wishes to try by unit: wishes[start[u] .. start[u + 1]] */
    int32_t *head, *next, *prev; /* doubly linked list of inserted meetings per slot */
    Step *trail;
    int32_t n_trail, most_trail;
} Repair;

/* ---- moves that can be taken back ---- */

static int64_t bonus_of(const Repair *r, int32_t wish, int32_t more)
{
    const int32_t *who = board_members(r->b, wish);
    int64_t bonus = 0;
    for (int i = 0; i < r->b->width && who[i] >= 0; i++)
        if (who[i] < r->b->n_people && r->b->held[who[i]] + more <= r->p->min_meetings[who[i]])
            bonus += r->p->bonus;
    return bonus;
}

static void list_add(Repair *r, int32_t wish, int slot)
{
    r->prev[wish] = -1;
    r->next[wish] = r->head[slot];
    if (r->head[slot] >= 0)
        r->prev[r->head[slot]] = wish;
    r->head[slot] = wish;
}

static void list_remove(Repair *r, int32_t wish, int slot)
{
    if (r->prev[wish] >= 0)
        r->next[r->prev[wish]] = r->next[wish];
    else
        r->head[slot] = r->next[wish];
    if (r->next[wish] >= 0)
        r->prev[r->next[wish]] = r->prev[wish];
}

/* Bookkeeping of a meeting that comes (sign 1) or goes (sign -1). */
static void account(Repair *r, int32_t wish, int slot, int sign)
{
    uint8_t class = r->p->class_of[wish];
    const int32_t *who = board_members(r->b, wish);
    r->value += sign * (r->p->worth[wish] + (r->p->bonus ? bonus_of(r, wish, sign > 0) : 0));
    if (class == INSERTED) {
        for (int i = 0; i < r->b->width && who[i] >= 0; i++)
            if (who[i] < r->b->n_people)
                r->spare[who[i]] += sign;
        (sign > 0 ? list_add : list_remove)(r, wish, slot);
    } else if (slot != r->p->home[wish]) {
        r->value -= sign * r->p->price[class];
        r->p->moved[class] += sign;
    }
}

static void raw_put(Repair *r, int32_t wish, int slot)
{
    account(r, wish, slot, 1);
    board_put(r->b, wish, slot);
}

static void raw_take(Repair *r, int32_t wish)
{
    account(r, wish, r->b->slot[wish], -1);
    board_take(r->b, wish);
}

static void put(Repair *r, int32_t wish, int slot)
{
    r->trail[r->n_trail++] = (Step){wish, -1};
    raw_put(r, wish, slot);
}

static void take(Repair *r, int32_t wish)
{
    r->trail[r->n_trail++] = (Step){wish, r->b->slot[wish]};
    raw_take(r, wish);
}

static void undo(Repair *r, int32_t mark)
{
    while (r->n_trail > mark) {
        Step step = r->trail[--r->n_trail];
        if (step.slot < 0)
            raw_take(r, step.wish);
        else
            raw_put(r, step.wish, step.slot);
    }
}

/* ---- where ---- */

/* Gaps that a meeting in `slot` adds to a unit: -1, 0 or 1 (see gaps_of in instance.py). */
static int gaps_added(const Repair *r, int32_t unit, int slot)
{
    uint64_t day = r->p->day[slot], busy = r->b->busy[unit] & day;
    if (!busy)
        return 0;
    uint64_t near = (bit(slot) << 1 | bit(slot) >> 1) & busy;
    return 1 - __builtin_popcountll(near);
}

static int gaps_of_slot(const Repair *r, int32_t wish, int slot)
{
    const int32_t *who = board_members(r->b, wish);
    int gaps = 0;
    for (int i = 0; i < r->b->width && who[i] >= 0; i++)
        if (who[i] < r->b->n_people)
            gaps += gaps_added(r, who[i], slot);
    return gaps;
}

/* The free slot that costs least: home first, then the fewest gaps, then the least crowded; -1 where there is none. */
static int best_free_slot(const Repair *r, int32_t wish)
{
    const Board *b = r->b;
    int best = -1;
    int64_t least = 0;
    if (!board_is_wanted(b, wish))
        return -1;
    for (uint64_t open = board_common(b, wish); open; open &= open - 1) {
        int s = __builtin_ctzll(open);
        if (!board_has_table(b, wish, s) || !board_in_order(b, wish, s))
            continue;
        if (s == r->p->home[wish])
            return s;
        int64_t cost = (int64_t)gaps_of_slot(r, wish, s) * 1024 + (int64_t)b->count[s] * 1000 / (b->capacity[s] + 1);
        if (best < 0 || cost < least) {
            best = s;
            least = cost;
        }
    }
    return best;
}

static int may_leave(const Repair *r, int32_t wish)
{
    uint8_t class = r->p->class_of[wish];
    if (class == INSERTED || r->b->slot[wish] != r->p->home[wish])
        return 1;
    return !r->p->homebound[class] && (class != KEPT || r->p->moved[KEPT] < r->p->most_moved);
}

/* ---- ejecting ---- */

typedef struct { int32_t wish[MOST_EJECTED]; int n; int64_t hope; } Ejected;

/* Take a meeting out to be placed again; 0 where it has to stay. `hope`: what its return would bring at best. */
static int eject(Repair *r, int32_t wish, Ejected *out)
{
    if (out->n == MOST_EJECTED || !may_leave(r, wish))
        return 0;
    out->hope += r->p->worth[wish];
    if (r->p->class_of[wish] != INSERTED)
        out->hope -= r->p->price[r->p->class_of[wish]];
    out->wish[out->n++] = wish;
    take(r, wish);
    return 1;
}

static int clear_members(Repair *r, int32_t wish, int slot, Ejected *out)
{
    const int32_t *who = board_members(r->b, wish);
    for (int i = 0; i < r->b->width && who[i] >= 0; i++) {
        int32_t other = board_at(r->b, who[i], slot);
        if (other >= 0 && !eject(r, other, out))
            return 0;
    }
    return 1;
}

/* Where a member has all the meetings it takes, its cheapest inserted one goes. */
static int clear_limits(Repair *r, int32_t wish, Ejected *out)
{
    Board *b = r->b;
    const int32_t *who = board_members(b, wish);
    for (int i = 0; i < b->width && who[i] >= 0; i++) {
        int32_t cheapest = NO_WISH;
        if (who[i] >= b->n_people || b->held[who[i]] < b->max_meetings[who[i]])
            continue;
        if (!r->spare[who[i]])
            return 0;
        for (uint64_t busy = b->busy[who[i]]; busy; busy &= busy - 1) {
            int32_t other = board_at(b, who[i], __builtin_ctzll(busy));
            if (r->p->class_of[other] == INSERTED &&
                (cheapest < 0 || r->p->worth[other] < r->p->worth[cheapest]))
                cheapest = other;
        }
        if (cheapest < 0 || !eject(r, cheapest, out))
            return 0;
    }
    return 1;
}

/* Win a table in a full slot: the cheapest of some inserted meetings there that use the same kind. */
static int clear_table(Repair *r, int32_t wish, int slot, Ejected *out)
{
    int32_t cheapest = NO_WISH, e = r->head[slot];
    int32_t kind = r->b->kind[wish];
    if (board_has_table(r->b, wish, slot))
        return 1;
    for (int i = 0; i < SAMPLE && e >= 0; i++, e = r->next[e])
        if ((!kind || r->b->kind[e] == kind) && (cheapest < 0 || r->p->worth[e] < r->p->worth[cheapest]))
            cheapest = e;
    return cheapest >= 0 && eject(r, cheapest, out) && board_has_table(r->b, wish, slot);
}

static int place(Repair *r, int32_t wish, int slot, int depth, int64_t floor);

/* Whether a unit could take one more meeting without losing another. */
static int has_room(const Repair *r, int32_t unit)
{
    const Board *b = r->b;
    return (unit >= b->n_people || b->held[unit] < b->max_meetings[unit]) && (r->reach[unit] & ~b->busy[unit]);
}

/* Whoever a meeting left behind takes the dearest other wish that now fits. */
static void refill(Repair *r, int32_t wish)
{
    const int32_t *who = board_members(r->b, wish);
    for (int i = 0; i < r->b->width && who[i] >= 0; i++) {
        if (!has_room(r, who[i]))
            continue;
        for (int32_t k = r->start[who[i]]; k < r->start[who[i] + 1]; k++) {
            int32_t e = r->wishes[k];
            int slot = r->b->slot[e] < 0 && e != wish ? best_free_slot(r, e) : -1;
            if (slot < 0)
                continue;
            put(r, e, slot);
            break;
        }
    }
}

/* Find a new slot for an ejected meeting; an inserted one may stay out. 0: impossible. */
static int settle(Repair *r, int32_t wish, int depth, int64_t floor)
{
    if (r->b->slot[wish] >= 0)
        return 1; /* a refill was quicker */
    int slot = best_free_slot(r, wish);
    int8_t home = r->p->home[wish];
    uint8_t class = r->p->class_of[wish];
    if (slot >= 0) {
        put(r, wish, slot);
        return 1;
    }
    if (depth > 0 && (class != INSERTED || board_is_wanted(r->b, wish))) {
        int first = chance_below(&r->chance, r->b->n_slots);
        for (int i = 0; i < r->b->n_slots; i++) {
            int s = (i + first) % r->b->n_slots, mark = r->n_trail;
            if (!(r->b->domain[wish] & bit(s)))
                continue;
            int64_t price = class != INSERTED && s != home ? r->p->price[class] : 0;
            if (r->value + r->p->worth[wish] - price < floor)
                continue;
            if (place(r, wish, s, depth - 1, floor))
                return 1;
            undo(r, mark);
        }
    }
    if (class == INSERTED)
        refill(r, wish);
    return class == INSERTED;
}

/* Quick look, nothing moved yet: whoever stands in the way may go, has somewhere to go (where nothing else can make
 * room any more), and its price leaves something to gain. */
static int is_hopeless(const Repair *r, int32_t wish, int slot, int depth, int64_t floor)
{
    const int32_t *who = board_members(r->b, wish);
    int64_t best = r->value + r->p->worth[wish];
    int32_t last = NO_WISH;
    if (r->p->class_of[wish] != INSERTED && slot != r->p->home[wish])
        best -= r->p->price[r->p->class_of[wish]];
    for (int i = 0; i < r->b->width && who[i] >= 0; i++) {
        int32_t other = board_at(r->b, who[i], slot);
        if (other < 0 || other == last)
            continue;
        uint8_t class = r->p->class_of[other];
        if (!may_leave(r, other) || (class != INSERTED && depth == 0 && !board_common(r->b, other)))
            return 1;
        if (class != INSERTED && slot == r->p->home[other])
            best -= r->p->price[class];
        last = other;
    }
    return best < floor && !r->p->bonus;
}

/* Put a wish into a slot, whatever it takes, as long as the value can still reach `floor`. 0: undo to the mark. */
static int place(Repair *r, int32_t wish, int slot, int depth, int64_t floor)
{
    Ejected out = {.n = 0, .hope = 0};
    if (r->n_trail > r->most_trail / 2 || is_hopeless(r, wish, slot, depth, floor))
        return 0;
    if (!clear_members(r, wish, slot, &out) || !clear_limits(r, wish, &out) || !clear_table(r, wish, slot, &out) ||
        !board_in_order(r->b, wish, slot))
        return 0;
    put(r, wish, slot);
    for (int i = 0; i < out.n; i++) {
        if (r->value + out.hope < floor)
            return 0;
        out.hope -= r->p->worth[out.wish[i]];
        if (r->p->class_of[out.wish[i]] != INSERTED)
            out.hope += r->p->price[r->p->class_of[out.wish[i]]];
        if (!settle(r, out.wish[i], depth, floor))
            return 0;
    }
    return 1;
}

/* ---- one pass ---- */

/* Whether each member has, or could have, room for one more meeting: in its limit and in some slot. */
static int has_hope(const Repair *r, int32_t wish)
{
    const int32_t *who = board_members(r->b, wish);
    for (int i = 0; i < r->b->width && who[i] >= 0; i++)
        if (!has_room(r, who[i]) && !(who[i] < r->b->n_people && r->spare[who[i]]))
            return 0;
    return 1;
}

/* One chain from `slot`; its value when it may stay, else INT64_MIN. Not taken back. */
static int64_t value_of_chain(Repair *r, int32_t wish, int slot, int64_t floor)
{
    r->n_trail = 0;
    if (!place(r, wish, slot, r->p->depth - 1, floor) || r->value < floor || r->p->moved[KEPT] > r->p->most_moved)
        return INT64_MIN;
    return r->value;
}

/* The best chain over all slots, if there is one. */
static int try_chains(Repair *r, int32_t wish)
{
    int64_t floor = r->value + 1;
    uint64_t slots = r->b->domain[wish];
    Chance dice = r->chance; /* of the best chain: the same dice and floor give the same chain */
    int64_t asked = floor;
    int best = -1;
    for (; slots; slots &= slots - 1) {
        Chance before = r->chance;
        int slot = __builtin_ctzll(slots);
        int64_t value = value_of_chain(r, wish, slot, floor);
        undo(r, 0);
        if (value == INT64_MIN)
            continue;
        best = slot;
        asked = floor;
        floor = value + 1;
        dice = before;
    }
    if (best < 0)
        return 0;
    r->chance = dice;
    value_of_chain(r, wish, best, asked);
    return 1;
}

static int try_wish(Repair *r, int32_t wish)
{
    if (r->b->slot[wish] >= 0 || !has_hope(r, wish))
        return 0;
    int slot = best_free_slot(r, wish);
    if (slot < 0)
        return r->p->depth > 0 && try_chains(r, wish);
    r->n_trail = 0;
    put(r, wish, slot);
    return 1;
}

/* The wishes of each unit among those to try. */
static void index_wishes(Repair *r)
{
    const Board *b = r->b;
    for (int64_t i = 0; i < r->p->n_order; i++)
        for (int k = 0; k < b->width && board_members(b, r->p->order[i])[k] >= 0; k++)
            r->start[board_members(b, r->p->order[i])[k]]++;
    for (int32_t u = 0; u < b->n_units; u++)
        r->start[u + 1] += r->start[u];
    for (int64_t i = r->p->n_order - 1; i >= 0; i--) /* backwards: start[] ends where each unit begins */
        for (int k = 0; k < b->width && board_members(b, r->p->order[i])[k] >= 0; k++)
            r->wishes[--r->start[board_members(b, r->p->order[i])[k]]] = r->p->order[i];
}

static void prepare(Repair *r)
{
    Board *b = r->b;
    index_wishes(r);
    memset(r->head, -1, sizeof(int32_t) * (size_t)b->n_slots);
    for (int32_t e = 0; e < b->n_wishes; e++) {
        const int32_t *who = board_members(b, e);
        for (int i = 0; i < b->width && who[i] >= 0; i++)
            r->reach[who[i]] |= b->domain[e];
        if (b->slot[e] < 0 || r->p->class_of[e] != INSERTED)
            continue;
        list_add(r, e, b->slot[e]);
        for (int i = 0; i < b->width && who[i] >= 0; i++)
            if (who[i] < b->n_people)
                r->spare[who[i]]++;
    }
}

/* Load slot[] into the board; how many clashes it had (those wishes are taken out). */
int64_t repair_load(Board *b) { return board_load(b); }

/* One pass over `order`. Returns the value gained, -1 where there is no memory. */
int64_t repair_pass(Board *b, Pass *p)
{
    size_t wishes = (size_t)b->n_wishes;
    Repair r = {.b = b, .p = p, .chance = {p->seed}, .most_trail = 4096};
    r.reach = calloc((size_t)b->n_units, sizeof(uint64_t));
    r.spare = calloc((size_t)b->n_people + 1, sizeof(int32_t));
    r.start = calloc((size_t)b->n_units + 1, sizeof(int32_t));
    r.wishes = malloc(sizeof(int32_t) * ((size_t)p->n_order * (size_t)b->width + 1));
    r.head = malloc(sizeof(int32_t) * (size_t)b->n_slots);
    r.next = malloc(sizeof(int32_t) * (wishes + 1));
    r.prev = malloc(sizeof(int32_t) * (wishes + 1));
    r.trail = malloc(sizeof(Step) * (size_t)r.most_trail);
    int64_t gained = -1;
    if (r.reach && r.spare && r.start && r.wishes && r.head && r.next && r.prev && r.trail) {
        prepare(&r);
        for (int64_t i = 0; i < p->n_order; i++)
            try_wish(&r, p->order[i]);
        gained = r.value;
    }
    free(r.reach);
    free(r.spare);
    free(r.start);
    free(r.wishes);
    free(r.head);
    free(r.next);
    free(r.prev);
    free(r.trail);
    return gained;
}
