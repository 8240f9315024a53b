"""Plans meetings: who meets whom, in which slot, at which table, with the proof how good the plan is.

    instance.py                  the problem as columns: what every solver reads
    translate.py grid.py delegates.py   Problem to Instance and back
    check.py check_wishes.py contradictions.py spot.py why.py   input errors, with place and repair
    plan.py solve.py watch.py    the stages in their order
    bound.py choose.py fair.py   which wishes: upper bound, best selection, worst-off first
    certificate.py network.py flow.py side.py rooms.py rounding.py   the flow behind them, and its proof
    place.py recover.py          when: colouring by chains, then worth won back
    gaps.py blocks.py board.py   fewer gaps; large events block by block
    pattern.py prove/            agreed meetings: lower bound and proof
    seat.py                      where: tables, kinds, short walks
    changes.py day.py repair.py moves.py   the day itself
    groups.py designs.py starters.py       mixers of small groups
    reasons.py binding.py words.py         why not, why this much
    verify.py rules.py           checks any plan; shares no code with the solvers
    first_come.py                the yardstick: what self-booking would give

A file `x_plain.py` is the plain twin of the compiled kernel that `x.py` calls.
"""
