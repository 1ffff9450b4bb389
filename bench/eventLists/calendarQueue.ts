import { grownFloats, grownInts } from '../../src/sim/kernel/eventList.ts';

const PRIORITY_STEP = 2 ** 48;
const NONE = -1;
/** Events that are looked at to find a width, as Brown proposes. */
const SAMPLE = 25;
/** Steps per event beyond which the width of the days is measured again. */
const LONG_WALK = 3;

/**
 * The rival of `EventList`: a calendar queue (R. Brown, Communications of the ACM 31 (1988) 1220-1227) with the same total
 * order (time, priority, serial) and cancellable handles. Days are sorted linked lists over typed arrays; the year is
 * made longer or shorter when the number of events doubles or halves, and the days as wide as three mean gaps, which
 * are measured again when the walks along a day become long.
 */
export class CalendarQueue {
  now = 0;
  code = 0;
  arg = 0;
  size = 0;
  private serial = 0;
  private width = 1;
  private today = 0;
  private steps = 0;
  private inserted = 0;
  private heads = new Int32Array(2).fill(NONE);
  private tails = new Int32Array(2).fill(NONE);
  // By slot.
  private times = new Float64Array(64);
  private orders = new Float64Array(64);
  private days = new Float64Array(64);
  private before = new Int32Array(64);
  private after = new Int32Array(64);
  private codes = new Int32Array(64);
  private args = new Int32Array(64);
  private free = NONE;
  private used = 0;

  schedule(time: number, priority: number, code: number, arg: number): number {
    const slot = this.take();
    this.times[slot] = time;
    this.orders[slot] = priority * PRIORITY_STEP + this.serial++;
    this.codes[slot] = code;
    this.args[slot] = arg;
    this.insert(slot);
    this.size++;
    if (this.size > 2 * this.heads.length) this.resize(this.heads.length * 2);
    else if (this.inserted > this.size && this.steps > LONG_WALK * this.inserted) {
      this.resize(this.heads.length);
    }
    return slot;
  }

  reschedule(slot: number, time: number, priority: number): void {
    this.unlink(slot);
    this.times[slot] = time;
    this.orders[slot] = priority * PRIORITY_STEP + this.serial++;
    this.insert(slot);
  }

  cancel(slot: number): void {
    this.unlink(slot);
    this.after[slot] = this.free;
    this.free = slot;
    this.size--;
    if (this.size < this.heads.length / 2 && this.heads.length > 2) {
      this.resize(this.heads.length / 2);
    }
  }

  next(): boolean {
    if (this.size === 0) return false;
    const slot = this.first();
    this.now = this.times[slot]!;
    this.code = this.codes[slot]!;
    this.arg = this.args[slot]!;
    this.cancel(slot);
    return true;
  }

  get nextTime(): number {
    return this.size === 0 ? Infinity : this.times[this.first()]!;
  }

  private first(): number {
    const { heads, days } = this;
    const mask = heads.length - 1;
    for (let day = this.today; day <= this.today + mask; day++, this.steps++) {
      const head = heads[day & mask]!;
      if (head !== NONE && days[head] === day) {
        this.today = day;
        return head;
      }
    }
    // Nothing in a whole year: the earliest head is the next event.
    let best = NONE;
    for (const head of heads) {
      if (head !== NONE && (best === NONE || this.precedes(head, best))) best = head;
    }
    this.today = days[best]!;
    return best;
  }

  private precedes(a: number, b: number): boolean {
    const first = this.times[a]!;
    const second = this.times[b]!;
    return first < second || (first === second && this.orders[a]! < this.orders[b]!);
  }

  private insert(slot: number): void {
    const day = Math.floor(this.times[slot]! / this.width);
    this.days[slot] = day;
    if (day < this.today) this.today = day;
    const bucket = day & (this.heads.length - 1);
    let previous = this.tails[bucket]!;
    while (previous !== NONE && this.precedes(slot, previous)) {
      previous = this.before[previous]!;
      this.steps++;
    }
    this.inserted++;
    const next = previous === NONE ? this.heads[bucket]! : this.after[previous]!;
    this.before[slot] = previous;
    this.after[slot] = next;
    if (previous === NONE) this.heads[bucket] = slot;
    else this.after[previous] = slot;
    if (next === NONE) this.tails[bucket] = slot;
    else this.before[next] = slot;
  }

  private unlink(slot: number): void {
    const bucket = this.days[slot]! & (this.heads.length - 1);
    const previous = this.before[slot]!;
    const next = this.after[slot]!;
    if (previous === NONE) this.heads[bucket] = next;
    else this.after[previous] = next;
    if (next === NONE) this.tails[bucket] = previous;
    else this.before[next] = previous;
  }

  private resize(days: number): void {
    const slots: number[] = [];
    for (const head of this.heads) {
      for (let slot = head; slot !== NONE; slot = this.after[slot]!) slots.push(slot);
    }
    slots.sort((a, b) => (this.precedes(a, b) ? -1 : 1));
    const sample = slots.slice(0, SAMPLE);
    const span = this.times[sample.at(-1)!]! - this.times[sample[0]!]!;
    if (span > 0) this.width = (3 * span) / (sample.length - 1);
    this.heads = new Int32Array(days).fill(NONE);
    this.tails = new Int32Array(days).fill(NONE);
    this.today = Math.floor(this.now / this.width);
    for (const slot of slots) this.insert(slot);
    this.steps = 0;
    this.inserted = 0;
  }

  private take(): number {
    if (this.free !== NONE) {
      const slot = this.free;
      this.free = this.after[slot]!;
      return slot;
    }
    if (this.used === this.times.length) {
      const capacity = this.used * 2;
      this.times = grownFloats(this.times, capacity);
      this.orders = grownFloats(this.orders, capacity);
      this.days = grownFloats(this.days, capacity);
      this.before = grownInts(this.before, capacity);
      this.after = grownInts(this.after, capacity);
      this.codes = grownInts(this.codes, capacity);
      this.args = grownInts(this.args, capacity);
    }
    return this.used++;
  }
}
