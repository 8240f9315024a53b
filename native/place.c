/* Gives wishes slots: colouring by Kempe chains (see board.h). Cost: about O(slots) per wish, plus its chains. */
#include "board.h"

const char *source_sha256(void) { return SOURCE_SHA256; }

/* Fill the state from slot[]; wishes that clash with an earlier one are set to -1. Returns how many did. */
int32_t place_load(Board *b) { return board_load(b); }

/* Place order[0 ... n-1] one after the other, each where it fits now or after one chain. Returns how many are held. */
int32_t place_wishes(Board *b, const int32_t *order, int32_t n, uint64_t *seed)
{
    Chance chance = {*seed};
    int32_t placed = 0;
    for (int32_t i = 0; i < n; i++)
        if (b->slot[order[i]] < 0 && b->domain[order[i]] && board_is_wanted(b, order[i]))
            placed += board_try_place(b, order[i], &chance);
    *seed = chance.state;
    return placed;
}
