import type { Cause } from '../../model/failures.ts';

/** What can be read off a measurement without a simulator. */

/** Failures of a measurement split by what they were, with 95 % Wilson intervals of their share of requests. */
export interface Autopsy {
  readonly requests: number;
  readonly failures: number;
  readonly capacity: AutopsyShare;
  readonly functional: AutopsyShare;
  /** Failures of which nothing tells whether capacity would have helped. */
  readonly unknown: AutopsyShare;
  /** By what refused or gave up, those that occurred, the most frequent first. */
  readonly causes: readonly (AutopsyShare & { readonly cause: Cause | 'unknown' })[];
  readonly rows: readonly {
    readonly name: string;
    readonly requests: number;
    readonly failures: number;
    readonly kind: 'capacity' | 'functional' | 'unknown' | 'none';
    readonly status: string;
    readonly reason: string;
  }[];
  readonly users: UsersHit;
  readonly withoutFunctional: WithoutFunctional;
  readonly shape: TestShape;
}

/** Users that met a failure of capacity: as many as the counts of the table allow, `low` to `high` of `users`. */
export interface UsersHit {
  readonly users: number;
  readonly low: number;
  readonly high: number;
}

/** What a test would have shown in which nothing failed functionally. */
export interface WithoutFunctional {
  /** Failures of capacity over all requests, as if the others had succeeded. */
  readonly sameRequests: AutopsyShare;
  /** Failures of capacity over the requests of endpoints that did not fail functionally. */
  readonly reaching: AutopsyShare & { readonly requests: number };
  /** What these figures leave out, a sentence. */
  readonly caution: string;
}

/** What kind of test it was, and what may be concluded from it. */
export interface TestShape {
  readonly phase: 'transient' | 'steady' | 'unknown';
  readonly script: 'once-only' | 'looping' | 'unknown';
  readonly workload: 'closed' | 'open' | 'unknown';
  /** Why it is taken for that, a sentence each. */
  readonly facts: readonly string[];
  readonly allows: readonly string[];
  readonly forbids: readonly string[];
}

export interface AutopsyShare {
  readonly count: number;
  readonly share: number;
  readonly ci: readonly [number, number];
}

/** A contradiction or trap of a measurement. */
export interface Remark {
  /** Which rule found it, e.g. `mixed-failures`. */
  readonly rule: string;
  readonly text: string;
  /** The figures that it stands on, by what they are. */
  readonly numbers: Readonly<Record<string, number>>;
}
