import type { Store } from '../services/ports.ts';
import { checkpointStore } from './checkpoints.ts';
import { measurementStore } from './measurements.ts';
import { openDatabase } from './open.ts';
import { runStore } from './runs.ts';
import { scenarioStore } from './scenarios.ts';

/** The store in an SQLite file, or in memory with `:memory:`. See `openDatabase` for what it refuses. */
export async function openStore(file: string): Promise<Store> {
  const { db, close } = await openDatabase(file);
  return {
    scenarios: scenarioStore(db),
    measurements: measurementStore(db),
    runs: runStore(db),
    checkpoints: checkpointStore(db),
    close,
  };
}
