import { readdirSync, readFileSync } from 'node:fs';

/** A process as `/proc` has it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** CPU of itself and of the children that it has buried, in ticks of 10 ms. */
  readonly ticks: number;
}

/** What `/proc/PID/stat` says; the name stands in brackets and may hold anything. Null for a text that is none. */
export function processEntry(stat: string): ProcessEntry | null {
  const match = /^(\d+) \(.*\) (.*)$/s.exec(stat);
  if (match === null) return null;
  const fields = match[2]!.split(' ');
  // utime, stime, cutime, cstime are fields 14 to 17 of all, the state being the third.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid: Number(match[1]), parent: Number(fields[1]), ticks };
}

/** Ticks in which the cores of the machine were busy or lent to others, by the first line of `/proc/stat`. */
export function busyTicks(stat: string): number {
  const [user, nice, system, , , irq, softirq, steal] = stat
    .split('\n', 1)[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return user! + nice! + system! + irq! + softirq! + steal!;
}

/** Ticks of the processes `roots` and all that descend from them. */
export function familyTicks(entries: readonly ProcessEntry[], roots: readonly number[]): number {
  const family = new Set(roots);
  let size = 0;
  while (family.size > size) {
    size = family.size;
    for (const { pid, parent } of entries) if (family.has(parent)) family.add(pid);
  }
  return entries.reduce((sum, { pid, ticks }) => (family.has(pid) ? sum + ticks : sum), 0);
}

export function processTable(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => processEntry(readOrEmpty(`/proc/${pid}/stat`)) ?? []);
}

/** Processes end while one looks. */
export function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
