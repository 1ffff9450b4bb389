import { grownInts } from './eventList.ts';

/** A first-in first-out queue of integers on a ring. */
export class IntQueue {
  length = 0;
  private ring = new Int32Array(16);
  private head = 0;

  push(value: number): void {
    if (this.length === this.ring.length) this.grow();
    this.ring[(this.head + this.length++) & (this.ring.length - 1)] = value;
  }

  /** The value that waits longest; only while `length` > 0. */
  get first(): number {
    return this.ring[this.head]!;
  }

  /** Takes the value that waits longest; only while `length` > 0. */
  shift(): number {
    const value = this.ring[this.head]!;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    return value;
  }

  /** Takes all values, the one that waits longest first. */
  drain(): number[] {
    const all: number[] = [];
    while (this.length > 0) all.push(this.shift());
    return all;
  }

  /** Takes the first occurrence of `value` out, wherever it stands; false when it is not there. */
  remove(value: number): boolean {
    const mask = this.ring.length - 1;
    let at = 0;
    while (at < this.length && this.ring[(this.head + at) & mask] !== value) at++;
    if (at === this.length) return false;
    for (; at < this.length - 1; at++) {
      this.ring[(this.head + at) & mask] = this.ring[(this.head + at + 1) & mask]!;
    }
    this.length--;
    return true;
  }

  private grow(): void {
    const unrolled = new Int32Array(this.ring.length);
    const tail = this.ring.length - this.head;
    unrolled.set(this.ring.subarray(this.head));
    unrolled.set(this.ring.subarray(0, this.head), tail);
    this.ring = grownInts(unrolled, this.ring.length * 2);
    this.head = 0;
  }
}
