import { EventList, RELEASE } from '../../src/sim/kernel/eventList.ts';

const SCHEDULE = 0;
const CANCEL = 1;
const NEXT = 2;
const MOVE = 3;

/** What a model asked of its event list, to be asked of another one again. */
export interface Operations {
  readonly kinds: Uint8Array;
  /** s, of what is scheduled or moved. */
  readonly times: Float64Array;
  /** Priority of what is scheduled; which schedule (0, 1, ...) is moved or cancelled. */
  readonly operands: Int32Array;
  readonly scheduled: number;
  readonly fired: number;
}

/** What `run` asks of the busiest event list that it makes, at most `limit` operations. */
export function recordOperations(run: () => void, limit = 2_000_000): Operations {
  const logs = new Map<EventList, Log>();
  const logOf = (list: EventList): Log => {
    let log = logs.get(list);
    if (log === undefined) logs.set(list, (log = new Log()));
    return log;
  };
  const { schedule, reschedule, cancel, next } = EventList.prototype;
  EventList.prototype.schedule = function (time, priority, code, arg) {
    const handle = schedule.call(this, time, priority, code, arg);
    logOf(this).scheduled(handle, time, priority);
    return handle;
  };
  EventList.prototype.reschedule = function (handle, time, priority) {
    reschedule.call(this, handle, time, priority);
    logOf(this).moved(handle, time);
  };
  EventList.prototype.cancel = function (handle) {
    logOf(this).cancelled(handle);
    cancel.call(this, handle);
  };
  EventList.prototype.next = function () {
    const fired = next.call(this);
    if (fired) logOf(this).push(NEXT, 0, 0);
    return fired;
  };
  try {
    run();
  } finally {
    Object.assign(EventList.prototype, { schedule, reschedule, cancel, next });
  }
  const busiest = [...logs.values()].reduce((a, b) => (b.kinds.length > a.kinds.length ? b : a));
  return busiest.operations(limit);
}

class Log {
  readonly kinds: number[] = [];
  private readonly times: number[] = [];
  private readonly operands: number[] = [];
  private readonly serials = new Map<number, number>();
  private count = 0;

  push(kind: number, time: number, operand: number): void {
    this.kinds.push(kind);
    this.times.push(time);
    this.operands.push(operand);
  }

  scheduled(handle: number, time: number, priority: number): void {
    this.serials.set(handle, this.count++);
    this.push(SCHEDULE, time, priority);
  }

  moved(handle: number, time: number): void {
    this.push(MOVE, time, this.serials.get(handle)!);
  }

  cancelled(handle: number): void {
    this.push(CANCEL, 0, this.serials.get(handle)!);
  }

  operations(limit: number): Operations {
    const kinds = Uint8Array.from(this.kinds.slice(0, limit));
    return {
      kinds,
      times: Float64Array.from(this.times.slice(0, limit)),
      operands: Int32Array.from(this.operands.slice(0, limit)),
      scheduled: kinds.reduce((sum, kind) => sum + Number(kind === SCHEDULE), 0),
      fired: kinds.reduce((sum, kind) => sum + Number(kind === NEXT), 0),
    };
  }
}

/** An event list, whichever. */
export interface Rival {
  readonly now: number;
  schedule(time: number, priority: number, code: number, arg: number): number;
  reschedule(handle: number, time: number, priority: number): void;
  cancel(handle: number): void;
  next(): boolean;
}

/** Asks the same of `list`; returns the clock at the end. */
export function replay(
  { kinds, times, operands, scheduled }: Operations,
  list: Rival,
  handles = new Int32Array(scheduled),
): number {
  let serial = 0;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!;
    if (kind === SCHEDULE) handles[serial++] = list.schedule(times[i]!, operands[i]!, 0, 0);
    else if (kind === MOVE) list.reschedule(handles[operands[i]!]!, times[i]!, RELEASE);
    else if (kind === CANCEL) list.cancel(handles[operands[i]!]!);
    else list.next();
  }
  return list.now;
}
