"""What the next event of a lead means. The numbers are local to a run; they stand in no result."""

(
    INQUIRY,
    CALLED_AGAIN,
    CAPTURED,
    QUALIFICATION,
    RIPE,
    QUALIFICATION_AGAIN,
    ASSIGNED,
    ROUTED,
    TAKEN,
    DEADLINE,
    REACTION,
    ATTEMPT,
    NEXT_ATTEMPT,
    STAGE_WORK,
    STAGE_PASSED,
    RECYCLED,
    BORN,
) = range(17)
