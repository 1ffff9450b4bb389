/** Something that goes wrong at `at_s` and stays so for `for_s`. */
export type Fault =
  | { readonly kind: 'redis_down'; readonly at_s: number; readonly for_s: number }
  /** All sessions end at once, and nobody gets in until PostgreSQL has come up again. */
  | { readonly kind: 'postgres_restart'; readonly at_s: number; readonly for_s: number }
  | {
      readonly kind: 'external_slow';
      readonly at_s: number;
      readonly for_s: number;
      readonly external: string;
      /** Latency is multiplied by it. */
      readonly factor: number;
    }
  | {
      readonly kind: 'network_latency';
      readonly at_s: number;
      readonly for_s: number;
      /** Which way is slower: users to web servers, each way, or web servers to the database, each round trip. */
      readonly path: 'clients' | 'database';
      readonly added_ms: number;
    }
  | {
      readonly kind: 'web_replica_lost';
      readonly at_s: number;
      readonly for_s: number;
      /** Counted from 0. */
      readonly replica: number;
    };
