import type { Generated } from 'kysely';
import type { JobKind } from '../contract/api.ts';

/** Tables of the database as the newest migration leaves them. Documents are JSON texts; hashes are SHA-256 of them. */
export interface Tables {
  readonly measurements: MeasurementRow;
  readonly scenarios: ScenarioRow;
  readonly runs: RunRow;
  readonly calibrations: CalibrationRow;
  readonly checkpoints: CheckpointRow;
}

interface MeasurementRow {
  readonly hash: string;
  readonly name: string;
  readonly title: string;
  /** ISO 8601, UTC */
  readonly saved_at: string;
  readonly document: string;
}

interface ScenarioRow {
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly saved_at: string;
  readonly document: string;
}

interface RunRow {
  /** Order of saving: clocks may be set back. */
  readonly sequence: Generated<number>;
  readonly id: string;
  readonly kind: JobKind;
  readonly scenario: string;
  readonly users: number | null;
  readonly seed: number;
  readonly created_at: string;
  readonly elapsed_ms: number;
  readonly engine: string;
  readonly scenario_hash: string;
  readonly scenario_document: string;
  readonly result: string;
}

interface CalibrationRow {
  readonly run_id: string;
  readonly measurement_hash: string;
}

interface CheckpointRow {
  readonly question_hash: string;
  /** 0..1 */
  readonly progress: number;
  readonly saved_at: string;
  readonly document: string;
}
