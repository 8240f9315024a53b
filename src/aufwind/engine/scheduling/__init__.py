"""Plans meetings: who meets whom, in which slot, at which table, with the proof how good the plan is.

    instance.py   the problem as columns: what every solver reads
    translate.py  Problem to Instance and back
    check.py      input errors, with place and repair
    bound.py choose.py fair.py   which wishes: upper bound, best selection, worst-off first
    place.py gaps.py             when: colouring by chains, then fewer gaps
    pattern.py prove.py          agreed meetings: lower bound and proof
    seat.py                      where: tables, kinds, short walks
    repair.py groups.py          the day itself; mixers of small groups
    reasons.py                   why not, why this much
    verify.py                    checks any plan; shares no code with the solvers
    first_come.py                the yardstick: what self-booking would give
"""
