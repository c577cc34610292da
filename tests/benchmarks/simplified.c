/* The simplified model by hand: a call centre, outlets with one seller each, up to some attempts, a sale decided at the end.
   Fed with the columns that our engines get, so that every lead must end at the same millisecond. */
#include <stdint.h>
#include <stdlib.h>

enum { QUALIFICATION, REACTION, ATTEMPT, NEXT_ATTEMPT, DECISION };
#define LEAD_BITS 21
typedef int64_t i64;

static void push(i64 *heap, i64 time, i64 lead) {
    i64 event = (time << LEAD_BITS) | lead, place = ++heap[0];
    for (; place > 1 && event < heap[place >> 1]; place >>= 1) heap[place] = heap[place >> 1];
    heap[place] = event;
}

static i64 pop(i64 *heap) {
    i64 first = heap[1], count = heap[0]--, moved = heap[count], place = 1, child = 2;
    while (child < count) {
        if (child + 1 < count && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= moved) break;
        heap[place] = heap[child];
        place = child;
        child *= 2;
    }
    heap[place] = moved;
    return first;
}

/* Pool 0 is the call centre, pool d + 1 outlet d. Columns have one entry a lead, contact_ms one row of `most` a lead. */
void run(i64 leads, i64 pools, i64 most, i64 spacing, const i64 *arrival, const i64 *handling, const i64 *outlet, const i64 *reaction,
         const i64 *attempts, const i64 *reached, const i64 *contact, const i64 *cycle, const i64 *entered, i64 *free_people, i64 *end,
         i64 *made) {
    i64 *heap = calloc(leads + 2, sizeof(i64)), *behind = malloc(leads * sizeof(i64)), *step = calloc(leads, sizeof(i64));
    i64 *head = malloc(pools * sizeof(i64)), *tail = malloc(pools * sizeof(i64)), coming = 0;
    for (i64 pool = 0; pool < pools; pool++) head[pool] = tail[pool] = -1;
    for (;;) {
        i64 now, lead, ask = -1, back = -1;
        if (coming < leads && (heap[0] == 0 || arrival[coming] < heap[1])) {
            now = arrival[coming] >> LEAD_BITS;
            lead = arrival[coming++] & ((1 << LEAD_BITS) - 1);
            step[lead] = QUALIFICATION;
            ask = 0;
        } else if (heap[0] > 0) {
            i64 event = pop(heap);
            now = event >> LEAD_BITS;
            lead = event & ((1 << LEAD_BITS) - 1);
            switch (step[lead]) {
            case QUALIFICATION:
                back = 0;
                step[lead] = REACTION;
                break;
            case REACTION:
            case NEXT_ATTEMPT:
                step[lead] = ATTEMPT;
                ask = outlet[lead] + 1;
                break;
            case ATTEMPT:
                back = outlet[lead] + 1;
                made[lead]++;
                break;
            default:
                end[lead] = now;
            }
        } else break;
        if (back >= 0) {
            i64 next = head[back];
            if (next >= 0) {
                head[back] = behind[next];
                push(heap, now + (back ? contact[next * most + made[next]] : handling[next]), next);
            } else free_people[back]++;
            if (back == 0) push(heap, now + reaction[lead], lead);
            else if (made[lead] == reached[lead] && entered[lead]) { step[lead] = DECISION; push(heap, now + cycle[lead], lead); }
            else if (made[lead] == reached[lead] || made[lead] == attempts[lead]) end[lead] = now;
            else { step[lead] = NEXT_ATTEMPT; push(heap, now + spacing, lead); }
        }
        if (ask >= 0) {
            if (free_people[ask] > 0) {
                free_people[ask]--;
                push(heap, now + (ask ? contact[lead * most + made[lead]] : handling[lead]), lead);
            } else {
                behind[lead] = -1;
                if (head[ask] < 0) head[ask] = lead;
                else behind[tail[ask]] = lead;
                tail[ask] = lead;
            }
        }
    }
    free(heap); free(behind); free(step); free(head); free(tail);
}
