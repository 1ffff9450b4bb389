/**
 * The event list: a 4-ary heap over typed arrays, ordered by (time, priority, serial).
 *
 * Lower priority numbers come first at equal times, and equal priorities in the order in which they were scheduled, so
 * the order is total and runs are reproducible. Nothing is allocated per event; the arrays double when they are full.
 *
 * An event that fires leaves its place at the top vacant, because most events schedule another one: that one takes the
 * place and sinks from there, instead of the last event sinking and the new one rising.
 */

/** At equal times, what frees something happens before what asks for something. */
export const RELEASE = 0;
export const ACQUIRE = 1;

/** Serial numbers stay below 2^48, so that priority and serial share one exact double. */
const PRIORITY_STEP = 2 ** 48;

export class EventList {
  /** Time of the event that fired last, in s from 0; never goes back. */
  now = 0;
  /** Code and argument of the event that fired last. */
  code = 0;
  arg = 0;
  /** Events fired so far. */
  fired = 0;
  /** Events that are scheduled. */
  size = 0;

  private serial = 0;
  /** The top of the heap is the place of the event that fired last. */
  private vacant = false;
  // By place in the heap.
  private times: Float64Array;
  private slots: Int32Array;
  // By slot: a slot is the handle of a scheduled event. What breaks ties is rarely looked at and stays here.
  private orders: Float64Array;
  private places: Int32Array;
  private codes: Int32Array;
  private args: Int32Array;

  constructor(capacity = 64) {
    this.times = new Float64Array(capacity);
    this.orders = new Float64Array(capacity);
    this.slots = Int32Array.from({ length: capacity }, (_, i) => i);
    this.places = new Int32Array(capacity);
    this.codes = new Int32Array(capacity);
    this.args = new Int32Array(capacity);
  }

  /**
   * Schedules `code` with `arg` at `time` (s, not before `now`) and returns a handle, valid until the event fires or is cancelled.
   * Throws a RangeError for a time in the past or one that is not a number: a bug of the model.
   */
  schedule(time: number, priority: number, code: number, arg: number): number {
    if (!(time >= this.now)) this.refuse(time, code, arg);
    const { vacant } = this;
    if (!vacant && this.size === this.times.length) this.grow();
    const place = vacant ? 0 : this.size;
    const slot = this.slots[place]!;
    this.times[place] = time;
    this.orders[slot] = priority * PRIORITY_STEP + this.serial++;
    this.codes[slot] = code;
    this.args[slot] = arg;
    this.vacant = false;
    this.size++;
    if (vacant) this.siftDown(0, slot);
    else this.siftUp(place, slot);
    return slot;
  }

  /** Moves a scheduled event to `time`, as if it were cancelled and scheduled anew; its handle stays. */
  reschedule(handle: number, time: number, priority: number): void {
    if (!(time >= this.now)) this.refuse(time, this.codes[handle]!, this.args[handle]!);
    this.fillTop();
    const place = this.places[handle]!;
    this.times[place] = time;
    this.orders[handle] = priority * PRIORITY_STEP + this.serial++;
    this.sift(place, handle);
  }

  /** Takes a scheduled event out. */
  cancel(handle: number): void {
    this.fillTop();
    this.removeAt(this.places[handle]!);
  }

  /** Fires the earliest event: sets `now`, `code` and `arg`. False when none is left. */
  next(): boolean {
    if (this.size === 0) return false;
    this.fillTop();
    const slot = this.slots[0]!;
    this.now = this.times[0]!;
    this.code = this.codes[slot]!;
    this.arg = this.args[slot]!;
    this.fired++;
    this.size--;
    this.vacant = true;
    return true;
  }

  /** Time of the earliest event, Infinity when there is none. */
  get nextTime(): number {
    this.fillTop();
    return this.size === 0 ? Infinity : this.times[0]!;
  }

  /** Handle of the earliest event; only while `size` > 0. */
  get nextHandle(): number {
    this.fillTop();
    return this.slots[0]!;
  }

  timeOf(handle: number): number {
    return this.times[this.places[handle]!]!;
  }

  private fillTop(): void {
    if (!this.vacant) return;
    this.vacant = false;
    this.size++;
    this.removeAt(0);
  }

  private removeAt(place: number): void {
    const slot = this.slots[place]!;
    const last = --this.size;
    if (place !== last) {
      this.times[place] = this.times[last]!;
      this.sift(place, this.slots[last]!);
    }
    // Beyond the heap the slots array keeps the free slots.
    this.slots[last] = slot;
  }

  // An event that looks for its place has its time at the place where it starts and its order at its slot already: numbers
  // that are not whole cost an allocation when they are handed to a function.

  /** Puts the event `slot` at `place` or where the order wants it from there. */
  private sift(place: number, slot: number): void {
    const time = this.times[place]!;
    if (place > 0 && this.precedes(time, this.orders[slot]!, (place - 1) >> 2)) {
      this.siftUp(place, slot);
    } else {
      this.siftDown(place, slot);
    }
  }

  private precedes(time: number, order: number, place: number): boolean {
    const other = this.times[place]!;
    return time < other || (time === other && order < this.orders[this.slots[place]!]!);
  }

  private siftUp(start: number, slot: number): void {
    const time = this.times[start]!;
    const order = this.orders[slot]!;
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      if (!this.precedes(time, order, parent)) break;
      this.move(parent, place);
      place = parent;
    }
    this.put(place, time, slot);
  }

  private siftDown(start: number, slot: number): void {
    const time = this.times[start]!;
    const order = this.orders[slot]!;
    const { size, times } = this;
    let place = start;
    for (let first = place * 4 + 1; first < size; first = place * 4 + 1) {
      let least: number;
      if (first + 3 < size) {
        // Which of four is least is anybody's guess, and a wrong guess of the processor costs more than the comparisons:
        // so they are added up instead of branched on. `| 0` keeps them whole numbers for the compiler.
        const a = times[first]!;
        const b = times[first + 1]!;
        const c = times[first + 2]!;
        const d = times[first + 3]!;
        const left = first + (Number(b < a) | 0);
        const right = first + 2 + (Number(d < c) | 0);
        const isRight = Number(times[right]! < times[left]!) | 0;
        least = left + ((right - left) & -isRight);
        if (a === b || c === d || times[left] === times[right])
          least = this.leastOf(first, first + 4);
      } else {
        least = this.leastOf(first, size);
      }
      const leastTime = times[least]!;
      if (time < leastTime || (time === leastTime && order < this.orders[this.slots[least]!]!))
        break;
      this.move(least, place);
      place = least;
    }
    this.put(place, time, slot);
  }

  /** The earliest of the places `first`..`end`-1. */
  private leastOf(first: number, end: number): number {
    let least = first;
    for (let place = first + 1; place < end; place++) {
      const order = this.orders[this.slots[place]!]!;
      if (this.precedes(this.times[place]!, order, least)) least = place;
    }
    return least;
  }

  private move(from: number, to: number): void {
    const slot = this.slots[from]!;
    this.times[to] = this.times[from]!;
    this.slots[to] = slot;
    this.places[slot] = to;
  }

  private put(place: number, time: number, slot: number): void {
    this.times[place] = time;
    this.slots[place] = slot;
    this.places[slot] = place;
  }

  private refuse(time: number, code: number, arg: number): never {
    throw new RangeError(`event ${code}(${arg}) at ${time} s is before the clock, ${this.now} s`);
  }

  private grow(): void {
    const capacity = this.times.length * 2;
    this.times = grownFloats(this.times, capacity);
    this.orders = grownFloats(this.orders, capacity);
    this.places = grownInts(this.places, capacity);
    this.codes = grownInts(this.codes, capacity);
    this.args = grownInts(this.args, capacity);
    const slots = grownInts(this.slots, capacity);
    for (let i = this.slots.length; i < capacity; i++) slots[i] = i;
    this.slots = slots;
  }
}

/** A copy of `array` with room for `capacity` values. */
export function grownInts(array: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(capacity);
  copy.set(array);
  return copy;
}

/** A copy of `array` with room for `capacity` values. */
export function grownFloats(array: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(capacity);
  copy.set(array);
  return copy;
}
