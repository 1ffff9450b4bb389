import { type LineLinks, WaitingLine } from './waitingLine.ts';

/**
 * Row locks of a database: one holder for each row, who keeps it to the end of its transaction; the others queue first come
 * first served (semantics A20).
 */
export class RowLocks {
  private readonly holders = new Map<number, number>();
  private readonly queues = new Map<number, WaitingLine>();
  private readonly held = new Map<number, number[]>();
  private readonly wanted = new Map<number, number>();
  private readonly links: LineLinks;
  private readonly granted: (owner: number) => void;

  /** `links` of the owners, who wait in no other line meanwhile; `granted` is called when one of them gets its row. */
  constructor(links: LineLinks, granted: (owner: number) => void) {
    this.links = links;
    this.granted = granted;
  }

  /** True when `owner` holds `row` now; false when it waits for it. */
  acquire(owner: number, row: number): boolean {
    const holder = this.holders.get(row);
    if (holder === owner) return true;
    if (holder === undefined) {
      this.hold(owner, row);
      return true;
    }
    this.wanted.set(owner, row);
    let queue = this.queues.get(row);
    if (queue === undefined) this.queues.set(row, (queue = new WaitingLine(this.links)));
    queue.push(owner);
    return false;
  }

  /** The transaction of `owner` is over. */
  releaseAll(owner: number): void {
    const rows = this.held.get(owner);
    if (rows === undefined) return;
    this.held.delete(owner);
    for (const row of rows) {
      this.holders.delete(row);
      const queue = this.queues.get(row);
      if (queue === undefined || queue.length === 0) continue;
      const next = queue.shift();
      this.wanted.delete(next);
      this.hold(next, row);
      this.granted(next);
    }
  }

  /** `owner` no longer waits. */
  withdraw(owner: number): void {
    const row = this.wanted.get(owner);
    if (row === undefined) return;
    this.wanted.delete(owner);
    this.queues.get(row)!.remove(owner);
  }

  /** Whether `owner` waits for somebody who, over any number of others, waits for it. */
  isDeadlocked(owner: number): boolean {
    const seen = new Set<number>();
    let at = owner;
    for (;;) {
      const row = this.wanted.get(at);
      if (row === undefined) return false;
      at = this.holders.get(row)!;
      if (at === owner) return true;
      if (seen.has(at)) return false;
      seen.add(at);
    }
  }

  private hold(owner: number, row: number): void {
    this.holders.set(row, owner);
    const rows = this.held.get(owner);
    if (rows === undefined) this.held.set(owner, [row]);
    else rows.push(row);
  }
}
