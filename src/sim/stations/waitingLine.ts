import { grownInts } from '../kernel/eventList.ts';

/**
 * Links of jobs that stand in lines, by job: a number from 0 for each of the things of one kind that may wait. A job stands in
 * one line at a time, so that all lines of a kind share these arrays, and joining, leaving and giving up from the middle cost
 * the same whatever the length.
 */
export class LineLinks {
  after: Int32Array;
  before: Int32Array;

  constructor(jobs: number) {
    this.after = new Int32Array(jobs);
    this.before = new Int32Array(jobs);
  }

  grow(jobs: number): void {
    this.after = grownInts(this.after, jobs);
    this.before = grownInts(this.before, jobs);
  }
}

const NOBODY = -1;

/** Jobs in a row, first to last. */
export class WaitingLine {
  length = 0;
  first = NOBODY;
  last = NOBODY;
  private readonly links: LineLinks;

  constructor(links: LineLinks) {
    this.links = links;
  }

  /** Joins at the end. */
  push(job: number): void {
    const { after, before } = this.links;
    const { last } = this;
    before[job] = last;
    after[job] = NOBODY;
    if (last < 0) this.first = job;
    else after[last] = job;
    this.last = job;
    this.length++;
  }

  /** Joins at the head. */
  unshift(job: number): void {
    const { after, before } = this.links;
    const { first } = this;
    after[job] = first;
    before[job] = NOBODY;
    if (first < 0) this.last = job;
    else before[first] = job;
    this.first = job;
    this.length++;
  }

  /** Takes the first one; only while `length` > 0. */
  shift(): number {
    const job = this.first;
    const next = this.links.after[job]!;
    this.first = next;
    if (next < 0) this.last = NOBODY;
    else this.links.before[next] = NOBODY;
    this.length--;
    return job;
  }

  /** Takes all of them, first to last. */
  drain(): number[] {
    const all: number[] = [];
    while (this.length > 0) all.push(this.shift());
    return all;
  }

  /** All of them, first to last; the line must not change meanwhile. */
  *jobs(): Generator<number> {
    const { after } = this.links;
    for (let job = this.first; job >= 0; job = after[job]!) yield job;
  }

  /** The one that has `place` (0..length-1) others before it. */
  at(place: number): number {
    const { after, before } = this.links;
    const fromEnd = this.length - 1 - place;
    let job = place <= fromEnd ? this.first : this.last;
    if (place <= fromEnd) for (let i = 0; i < place; i++) job = after[job]!;
    else for (let i = 0; i < fromEnd; i++) job = before[job]!;
    return job;
  }

  /** Takes `job` out, which stands in this line. */
  remove(job: number): void {
    const { after, before } = this.links;
    const next = after[job]!;
    const previous = before[job]!;
    if (previous < 0) this.first = next;
    else after[previous] = next;
    if (next < 0) this.last = previous;
    else before[next] = previous;
    this.length--;
  }
}
