/* The simplified model by hand: a call centre, outlets with one seller each, up to some attempts, a sale decided at the end.
   It gets the same times and draws as our compiled engine, so every lead must have the same way to the millisecond. */
#include <math.h>
#include <stdint.h>

typedef int64_t i64;
enum { LEAD_BITS = 21, ATTEMPTS = 3, NOBODY = -1 };
enum { QUALIFICATION, REACTION, ATTEMPT, NEXT_ATTEMPT, DECISION };  /* what the next event of a lead means */
enum { DONE = 1, NOT_REACHED = 5 };                                 /* how a way ends, numbered as in our records */

typedef struct {
    /* known beforehand */
    i64 created_ms, handling_ms, outlet, reaction_ms, reached_at, contact_ms[ATTEMPTS], cycle_ms;
    double chance_at_end, buys;
    /* where it stands */
    i64 step, behind;
    /* noted down */
    i64 ended, end_ms, response_ms, attempts, call_centre_work_ms, seller_work_ms, won;
    double chance;
} Lead;

typedef struct {
    i64 free, head, tail;
} People;

typedef struct {
    Lead *leads;
    People *people; /* the call centre, then the outlets */
    i64 *heap;      /* entry 0 counts the events; each is time and lead in one number */
} World;

static inline void push(i64 *heap, i64 time_ms, i64 lead) {
    i64 event = (time_ms << LEAD_BITS) | lead, place = ++heap[0];
    for (; place > 1 && event < heap[place >> 1]; place >>= 1) heap[place] = heap[place >> 1];
    heap[place] = event;
}

static inline i64 pop(i64 *heap) {
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

static inline void begin(World *world, i64 pool, i64 lead, i64 now_ms) {
    Lead *this = &world->leads[lead];
    if (pool == 0) {
        push(world->heap, now_ms + this->handling_ms, lead);
        return;
    }
    if (this->attempts == 0) this->response_ms = now_ms - this->created_ms;
    push(world->heap, now_ms + this->contact_ms[this->attempts], lead);
}

static inline void ask(World *world, i64 pool, i64 lead, i64 now_ms) {
    People *people = &world->people[pool];
    if (people->free > 0) {
        people->free--;
        begin(world, pool, lead, now_ms);
        return;
    }
    world->leads[lead].behind = NOBODY;
    if (people->head == NOBODY) people->head = lead;
    else world->leads[people->tail].behind = lead;
    people->tail = lead;
}

static inline void give_back(World *world, i64 pool, i64 now_ms) {
    People *people = &world->people[pool];
    i64 next = people->head;
    if (next == NOBODY) {
        people->free++;
        return;
    }
    people->head = world->leads[next].behind;
    begin(world, pool, next, now_ms);
}

static inline void end(Lead *this, i64 how, i64 now_ms) {
    this->ended = how;
    this->end_ms = now_ms;
    this->won = how == DONE && this->buys < this->chance;
}

static inline void attempt_done(World *world, i64 lead, i64 now_ms, i64 spacing_ms) {
    Lead *this = &world->leads[lead];
    this->seller_work_ms += this->contact_ms[this->attempts++];
    give_back(world, this->outlet + 1, now_ms);
    if (this->attempts == this->reached_at) {
        this->step = DECISION;
        push(world->heap, now_ms + this->cycle_ms, lead);
    } else if (this->attempts < ATTEMPTS) {
        this->step = NEXT_ATTEMPT;
        push(world->heap, now_ms + spacing_ms, lead);
    } else end(this, NOT_REACHED, now_ms);
}

/* Arrivals are events in their order; the heap has room for one event of each lead. */
void run(i64 number, const i64 *arrivals, Lead *leads, People *people, i64 *heap, i64 spacing_ms, double tau_ms, double beta) {
    World world = {leads, people, heap};
    i64 coming = 0;
    for (;;) {
        if (coming < number && (heap[0] == 0 || arrivals[coming] < heap[1])) {
            i64 event = arrivals[coming++];
            ask(&world, 0, event & ((1 << LEAD_BITS) - 1), event >> LEAD_BITS);
            continue;
        }
        if (heap[0] == 0) return;
        i64 event = pop(heap), lead = event & ((1 << LEAD_BITS) - 1), now_ms = event >> LEAD_BITS;
        Lead *this = &leads[lead];
        switch (this->step) {
        case QUALIFICATION:
            give_back(&world, 0, now_ms);
            this->call_centre_work_ms = this->handling_ms;
            this->step = REACTION;
            push(heap, now_ms + this->reaction_ms, lead);
            break;
        case REACTION:
        case NEXT_ATTEMPT:
            this->step = ATTEMPT;
            ask(&world, this->outlet + 1, lead, now_ms);
            break;
        case ATTEMPT:
            attempt_done(&world, lead, now_ms, spacing_ms);
            break;
        default:
            this->chance = this->chance_at_end * pow(1.0 + this->response_ms / tau_ms, -beta);
            end(this, DONE, now_ms);
        }
    }
}
